import common from './common.json';
import trouble from './trouble.json';

export default { common, trouble };
