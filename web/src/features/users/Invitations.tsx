import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useInviteMutation,
  useWithdrawInvitationMutation,
  type Invitation,
  type MadeInvitation,
  type User,
} from '@/api';
import { useFormat } from '@/lib/format';
import { Button, Choice, Form, IconButton, say, Section, TroubleLine } from '@/ui';
import styles from './Users.module.css';

const ROLES = ['guest', 'user', 'admin'] as const;
const LIFETIMES = ['24', '72', '168'] as const;

/** Links that let somebody make an account, once. */
export function Invitations({ invitations }: { invitations: Invitation[] }) {
  const { t } = useTranslation();
  const [invite, inviting] = useInviteMutation();
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const [role, setRole] = useState<User['role']>('user');
  const [hours, setHours] = useState<(typeof LIFETIMES)[number]>('72');

  const submit = async () => {
    const answer = await invite({ newInvitation: { role, expires_in_hours: Number(hours) } });
    if (answer.data !== undefined) setMade(answer.data);
  };

  return (
    <Section title={t('invitations.title')} text={t('invitations.text')}>
      <TroubleLine error={inviting.error} />
      <Form onSubmit={submit}>
        <Choice
          label={t('users.role')}
          options={ROLES.map((value) => ({ value, label: t(`users.roles.${value}`) }))}
          value={role}
          onChange={setRole}
        />
        <p className={styles.none}>{t(`users.may.${role}`)}</p>
        <Choice
          label={t('invitations.lifetime')}
          options={LIFETIMES.map((value) => ({ value, label: t(`invitations.lifetimes.${value}`) }))}
          value={hours}
          onChange={setHours}
        />
        <div>
          <Button type="submit" look="primary" icon="mail" busy={inviting.isLoading}>
            {t('invitations.make')}
          </Button>
        </div>
      </Form>
      {made && <NewLink invitation={made} />}
      {invitations.length === 0 && <p className={styles.none}>{t('invitations.none')}</p>}
      <ul className={styles.list}>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Section>
  );
}

/** The link is shown this once: the server keeps only its hash. */
function NewLink({ invitation }: { invitation: MadeInvitation }) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(invitation.url);
    say(t('invitations.copied'));
  };
  return (
    <output className={styles.link}>
      <strong>{t('invitations.made')}</strong>
      <span className={styles.url}>
        <code>{invitation.url}</code>
        {/* Plain http has no clipboard; the link can be marked by one click. */}
        {window.isSecureContext && <IconButton icon="copy" label={t('invitations.copy')} onClick={() => void copy()} />}
      </span>
    </output>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const { ago, until, isOver } = useFormat();
  const [withdraw, { isLoading }] = useWithdrawInvitationMutation();
  const used = invitation.used_at != null;
  const over = isOver(invitation.expires_at);
  const expires = over
    ? t('invitations.ended', { when: ago(invitation.expires_at) })
    : t('invitations.expires', { when: until(invitation.expires_at) });
  return (
    <li className={`${styles.row} ${used || over ? styles.off : ''}`}>
      <span className={styles.who}>
        <strong>{t(`users.roles.${invitation.role}`)}</strong>
        <span className={styles.detail}>
          {used ? t('invitations.usedBy', { email: invitation.used_by_email ?? '?' }) : expires}
        </span>
      </span>
      {!used && (
        <Button look="quiet" busy={isLoading} onClick={() => void withdraw({ invitationId: invitation.id })}>
          {over ? t('common.remove') : t('invitations.withdraw')}
        </Button>
      )}
    </li>
  );
}
