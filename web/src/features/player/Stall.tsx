import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { Button } from '@/ui';
import type { Phase } from './phase';
import styles from './Stall.module.css';
import { useCountdown } from './useCountdown';
import { useProblemText } from './useProblemText';
import type { SwarmStatus } from './wire';

interface StallProps {
  phase: Phase;
  isSeeking: boolean;
  isOnline: boolean;
  status: SwarmStatus | null;
  onRetry: () => void;
}

/** In the middle of a film that stands still against everybody's will: why, and what is being done about it. */
export function Stall({ phase, isSeeking, isOnline, status, onRetry }: StallProps) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const why =
    phase.kind === 'recovering'
      ? problem(phase.trouble).title
      : t(
          phase.kind === 'waiting' || isSeeking
            ? `player.status.${isSeeking ? 'seeking' : 'waiting'}`
            : 'player.status.again',
        );
  return (
    <div className={styles.stall}>
      <span className={styles.ring} aria-hidden="true" />
      <p className={styles.why}>{isOnline ? (status?.reason ?? why) : t('player.status.offline')}</p>
      {isOnline && phase.kind === 'recovering' && (
        <Countdown key={phase.wait_s} wait_s={phase.wait_s} onRetry={onRetry} />
      )}
      {isOnline && phase.kind !== 'recovering' && <Swarm status={status} />}
    </div>
  );
}

function Swarm({ status }: { status: SwarmStatus | null }) {
  const { t } = useTranslation();
  const { rate } = useFormat();
  if (!status) return null;
  const parts = [t('player.peers', { count: status.peers_connected })];
  if (status.download_rate_bytes_s >= 1000) parts.push(rate(status.download_rate_bytes_s));
  return <p className={styles.swarm}>{parts.join(' · ')}</p>;
}

/** Below this there is nothing to press for. */
const WORTH_A_BUTTON_S = 4;

function Countdown({ wait_s, onRetry }: { wait_s: number; onRetry: () => void }) {
  const { t } = useTranslation();
  const left_s = useCountdown(wait_s);
  return (
    <>
      <p className={styles.swarm}>
        {left_s > 0 ? t('player.retryingIn', { count: left_s }) : t('player.status.again')}
      </p>
      {wait_s >= WORTH_A_BUTTON_S && (
        <span className={styles.button}>
          <Button onClick={onRetry} focusKey="player:retry">
            {t('player.retryNow')}
          </Button>
        </span>
      )}
    </>
  );
}
