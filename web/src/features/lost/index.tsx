import { useTranslation } from 'react-i18next';
import { ButtonLink, EmptyPanel, Page } from '@/ui';

export default function Lost() {
  const { t } = useTranslation();
  return (
    <Page title={t('lost.title')} heading="read">
      <EmptyPanel title={t('lost.title')} text={t('lost.text')}>
        <ButtonLink to="/" look="primary" icon="home">
          {t('common.home')}
        </ButtonLink>
      </EmptyPanel>
    </Page>
  );
}
