import { useTranslation } from 'react-i18next';
import { useUser } from '@/lib/session';
import { ButtonLink, EmptyPanel } from '@/ui';

/** A house without titles: says what fills it. */
export function EmptyHome() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <EmptyPanel title={t('home.emptyTitle')} text={user.role === 'admin' ? t('home.emptyAdmin') : t('home.empty')}>
      {user.role === 'admin' && (
        <ButtonLink to="/admin/settings" look="primary" icon="gear">
          {t('settings.title')}
        </ButtonLink>
      )}
    </EmptyPanel>
  );
}
