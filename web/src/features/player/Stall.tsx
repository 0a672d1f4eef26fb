import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { Button } from '@/ui';
import type { Phase } from './phase';
import styles from './Stall.module.css';
import { useCountdown } from './useCountdown';
import { stageOf } from './stages';
import { useProblemText } from './useProblemText';
import { useStageText } from './useStageText';
import type { SwarmStatus } from './wire';

interface StallProps {
  phase: Phase;
  isSeeking: boolean;
  isOnline: boolean;
  status: SwarmStatus | null;
  duration_s: number | null;
  onRetry: () => void;
}

/** In the middle of a film that stands still against everybody's will: why, and what is being done about it. */
export function Stall({ phase, isSeeking, isOnline, status, duration_s, onRetry }: StallProps) {
  const { t } = useTranslation();
  const why = useWhy(phase, isSeeking, status);
  return (
    <div className={styles.stall}>
      <span className={styles.ring} aria-hidden="true" />
      <p className={styles.why}>{isOnline ? why : t('player.status.offline')}</p>
      {isOnline && phase.kind === 'recovering' && (
        <Countdown key={phase.wait_s} wait_s={phase.wait_s} onRetry={onRetry} />
      )}
      {isOnline && phase.kind !== 'recovering' && status && <Swarm status={status} duration_s={duration_s} />}
    </div>
  );
}

function useWhy(phase: Phase, isSeeking: boolean, status: SwarmStatus | null): string {
  const { t } = useTranslation();
  const says = useStageText();
  const problem = useProblemText();
  if (phase.kind === 'recovering') return problem(phase.trouble).title;
  if (phase.kind === 'asking' || phase.kind === 'starting') return t('player.status.again');
  const stage = stageOf(phase, status);
  const saysNothing =
    stage.says === 'opening' || stage.says === 'starting' || (stage.says === 'buffering' && !stage.percent);
  if (!saysNothing) return says(stage);
  return t(isSeeking ? 'player.status.seeking' : 'player.status.waiting');
}

function Swarm({ status, duration_s }: { status: SwarmStatus; duration_s: number | null }) {
  const { t } = useTranslation();
  const { rate } = useFormat();
  const { download_rate_bytes_s, size_bytes, peers_connected } = status;
  if (peers_connected === 0) return null;
  const parts = [t('player.peers', { count: peers_connected })];
  const needed_s = size_bytes && duration_s ? size_bytes / duration_s : 0;
  if (download_rate_bytes_s >= 1000) {
    parts.push(rate(download_rate_bytes_s));
    if (download_rate_bytes_s < needed_s) parts.push(t('player.needs', { rate: rate(needed_s) }));
  }
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
