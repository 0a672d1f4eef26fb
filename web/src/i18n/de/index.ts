import account from './account.json';
import watchlist from './watchlist.json';
import history from './history.json';
import ownLists from './ownLists.json';
import tasks from './tasks.json';
import person from './person.json';
import composer from './composer.json';
import keys from './keys.json';
import house from './house.json';
import ranking from './ranking.json';
import providers from './providers.json';
import audit from './audit.json';
import browse from './browse.json';
import common from './common.json';
import counts from './counts.json';
import demo from './demo.json';
import discovery from './discovery.json';
import home from './home.json';
import invitation from './invitation.json';
import invitations from './invitations.json';
import lists from './lists.json';
import login from './login.json';
import lost from './lost.json';
import player from './player.json';
import profiles from './profiles.json';
import refusal from './refusal.json';
import said from './said.json';
import search from './search.json';
import settings from './settings.json';
import setup from './setup.json';
import sources from './sources.json';
import title from './title.json';
import torrents from './torrents.json';
import trouble from './trouble.json';
import users from './users.json';

export default {
  providers,
  ranking,
  house,
  keys,
  composer,
  person,
  tasks,
  discovery,
  watchlist,
  history,
  ownLists,
  account,
  audit,
  browse,
  common,
  counts,
  demo,
  home,
  invitation,
  invitations,
  lists,
  login,
  lost,
  player,
  profiles,
  refusal,
  said,
  search,
  settings,
  setup,
  sources,
  title,
  torrents,
  trouble,
  users,
};
