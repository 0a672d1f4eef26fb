import { useTranslation } from 'react-i18next';
import { useEndSessionMutation, useOwnSessionsQuery } from '@/api';
import { deviceName } from '@/lib/device';
import { useFormat } from '@/lib/format';
import { Bone, Button, Icon, Section, TroubleLine, TroublePanel } from '@/ui';
import styles from './Account.module.css';

/** Every browser this account is signed in with. */
export function Sessions() {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const sessions = useOwnSessionsQuery();
  const [endSession, ending] = useEndSessionMutation();
  return (
    <Section title={t('account.sessions')} text={t('account.sessionsText')}>
      <TroubleLine error={ending.error} />
      {sessions.isError && <TroublePanel error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isLoading && <Bone height="4rem" />}
      <ul className={styles.sessions}>
        {(sessions.data ?? []).map((session) => (
          <li key={session.id} className={styles.session}>
            <Icon name="device" size="1.5rem" />
            <span className={styles.what}>
              <strong>{deviceName(session.user_agent)}</strong>
              <span className={styles.when}>
                {`${session.address} · ${t('account.lastUsed', { when: ago(session.last_used_at) })}`}
              </span>
            </span>
            {session.current ? (
              <span className={styles.here}>{t('account.thisDevice')}</span>
            ) : (
              <Button
                look="quiet"
                aria-label={`${t('account.endSession')}: ${deviceName(session.user_agent)}`}
                busy={ending.isLoading && ending.originalArgs?.sessionId === session.id}
                onClick={() => void endSession({ sessionId: session.id })}
              >
                {t('account.endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
