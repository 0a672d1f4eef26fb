import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui';
import styles from './ResumeToast.module.css';
import { clock } from './time';

const SHOWN_MS = 9000;

/** Says where the film went on, and offers the beginning. */
export function ResumeToast({
  at_s,
  onStartOver,
  onDone,
}: {
  at_s: number;
  onStartOver: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(onDone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [onDone]);
  return (
    <div className={styles.toast} role="status">
      <span>{t('player.resumed', { time: clock(at_s) })}</span>
      <Button look="quiet" focusKey="player:start-over" onClick={onStartOver}>
        {t('player.startOver')}
      </Button>
    </div>
  );
}
