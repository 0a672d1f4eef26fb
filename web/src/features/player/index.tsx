import { useParams } from 'react-router';
import { Page } from '@/ui';

export default function Player() {
  const { ref = '' } = useParams();
  return <Page title={ref}>{null}</Page>;
}
