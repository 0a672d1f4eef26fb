import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInvitationsQuery, useUsersQuery, type User } from '@/api';
import { useFormat } from '@/lib/format';
import { useUser } from '@/lib/session';
import { Bone, Button, Page, Section, SlowNote, TroublePanel } from '@/ui';
import { Invitations } from './Invitations';
import { UserDialog } from './UserDialog';
import styles from './Users.module.css';

export default function Users() {
  const { t } = useTranslation();
  const users = useUsersQuery();
  const invitations = useInvitationsQuery();
  const [edited, setEdited] = useState<User | null>(null);
  const failed = [users, invitations].find((query) => query.isError);
  if (failed) {
    return (
      <Page title={t('users.title')}>
        <TroublePanel error={failed.error} onRetry={() => void failed.refetch()} />
      </Page>
    );
  }
  if (!users.data || !invitations.data) {
    return (
      <Page title={t('users.title')}>
        <Bone height="14rem" />
        <SlowNote waiting />
      </Page>
    );
  }
  return (
    <Page title={t('users.title')}>
      <Section title={t('users.people')}>
        <ul className={styles.list}>
          {users.data.map((user) => (
            <UserRow key={user.id} user={user} onEdit={() => setEdited(user)} />
          ))}
        </ul>
      </Section>
      <Invitations invitations={invitations.data} />
      {edited && <UserDialog user={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function UserRow({ user, onEdit }: { user: User; onEdit: () => void }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const self = useUser();
  return (
    <li className={`${styles.row} ${user.disabled ? styles.off : ''}`}>
      <span className={styles.who}>
        <strong>{user.name || user.email}</strong>
        <span className={styles.detail}>{`${user.email} · ${t('users.since', { date: date(user.created_at) })}`}</span>
      </span>
      {user.disabled && <span className={styles.disabled}>{t('users.disabled')}</span>}
      {user.id === self.id && <span className={styles.you}>{t('users.you')}</span>}
      <span className={`${styles.role} ${user.role === 'admin' ? styles.admin : ''}`}>
        {t(`users.roles.${user.role}`)}
      </span>
      <Button look="quiet" icon="pencil" aria-label={`${t('users.edit')}: ${user.email}`} onClick={onEdit}>
        {t('users.edit')}
      </Button>
    </li>
  );
}
