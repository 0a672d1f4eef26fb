import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export default function Home() {
  const { t } = useTranslation();
  return <Page title={t('common.home')}>{null}</Page>;
}
