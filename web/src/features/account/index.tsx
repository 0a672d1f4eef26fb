import { useTranslation } from 'react-i18next';
import { useLogoutEverywhereMutation, useLogoutMutation } from '@/api';
import { useProfile, useSession, useUser } from '@/lib/session';
import { Avatar, Button, ButtonLink, Page, Section } from '@/ui';
import styles from './Account.module.css';
import { Password } from './Password';
import { Screen } from './Screen';
import { Sessions } from './Sessions';
import { Trakt } from './trakt';

export default function Account() {
  const { t } = useTranslation();
  return (
    <Page title={t('account.title')} narrow>
      <Self />
      <Screen />
      <Trakt />
      <Password />
      <Sessions />
    </Page>
  );
}

function Self() {
  const { t } = useTranslation();
  const user = useUser();
  const profile = useProfile();
  const { end } = useSession();
  const [logout, leaving] = useLogoutMutation();
  const [logoutEverywhere, leavingAll] = useLogoutEverywhereMutation();

  // Whatever the server says, this device is signed out.
  const leave = async (goodbye: Promise<unknown>) => {
    await goodbye;
    end();
  };

  return (
    <Section title={t('account.you')}>
      <div className={styles.self}>
        <Avatar name={profile?.avatar ?? ''} size="4.5rem" />
        <div className={styles.who}>
          <strong>{profile?.name}</strong>
          <span className={styles.email}>{user.email}</span>
          <span className={styles.role}>{t(`users.roles.${user.role}`)}</span>
        </div>
      </div>
      <div className={styles.actions}>
        <ButtonLink to="/profiles" icon="users" state={{ from: '/' }}>
          {t('account.switch')}
        </ButtonLink>
        <ButtonLink to="/profiles?manage" icon="pencil" state={{ from: '/account' }}>
          {t('account.manageProfiles')}
        </ButtonLink>
        <ButtonLink to="/history" icon="clock">
          {t('history.title')}
        </ButtonLink>
        <Button icon="leave" busy={leaving.isLoading} onClick={() => void leave(logout({}))}>
          {t('account.signOut')}
        </Button>
        <Button look="quiet" busy={leavingAll.isLoading} onClick={() => void leave(logoutEverywhere())}>
          {t('account.signOutEverywhere')}
        </Button>
      </div>
    </Section>
  );
}
