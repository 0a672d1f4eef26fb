import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { Backdrop } from './Backdrop';
import { filled, STEPS, type Stage } from './stages';
import styles from './StartUp.module.css';
import { useStageText } from './useStageText';
import type { TitleInfo } from './useTitle';
import type { SwarmStatus } from './wire';

interface StartUpProps {
  /** The film has begun: make way. */
  isLeaving: boolean;
  title: TitleInfo;
  stage: Stage;
  status: SwarmStatus | null;
  /** What stands in for the stage: a failed try that will be made again. */
  instead: string | null;
}

/** From pressing Play to the first frame: what is being waited for, step by step. */
export function StartUp({ isLeaving, title, stage, status, instead }: StartUpProps) {
  const { t } = useTranslation();
  const { rate } = useFormat();
  const says = useStageText();
  const swarm = [
    status && status.peers_connected > 0 && stage.says !== 'connected'
      ? t('player.peers', { count: status.peers_connected })
      : '',
    status && status.download_rate_bytes_s >= 1000 ? rate(status.download_rate_bytes_s) : '',
  ].filter((part) => part !== '');
  return (
    <div className={`${styles.startUp} ${isLeaving ? styles.leaving : ''}`}>
      <Backdrop picture={title.backdrop} />
      <div className={styles.words}>
        <h1 className={styles.name}>{title.name}</h1>
        {title.part !== null && <p className={styles.part}>{title.part}</p>}
        <div className={styles.steps} aria-hidden="true">
          {Array.from({ length: STEPS - 1 }, (_, step) => (
            <span key={step} className={`${styles.step} ${step === stage.step ? styles.current : ''}`}>
              <span style={{ transform: `scaleX(${Math.min(1, Math.max(0, filled(stage) * (STEPS - 1) - step))})` }} />
            </span>
          ))}
        </div>
        <p className={styles.stage} aria-hidden="true">
          {instead ?? says(stage)}
          {instead === null && swarm.length > 0 && <span className={styles.swarm}>{swarm.join(' · ')}</span>}
        </p>
      </div>
    </div>
  );
}
