import { useTranslation } from 'react-i18next';
import { asTrouble, ButtonLink, Page, TroublePanel } from '@/ui';

export default function Lost() {
  const { t } = useTranslation();
  return (
    <Page title={t('trouble.not_found.title')} heading="read">
      <TroublePanel error={{ ...asTrouble(null), code: 'not_found' }} />
      <ButtonLink to="/">{t('common.home')}</ButtonLink>
    </Page>
  );
}
