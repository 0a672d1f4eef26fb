import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from './Logo';
import styles from './Waiting.module.css';

const SLOW_MS = 4000;

/** True once something has taken long enough that silence would look like a fault. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow;
}

/** For a whole page whose shape is not known yet. */
export function Waiting() {
  const { t } = useTranslation();
  const slow = useSlow(true);
  return (
    <output className={styles.waiting}>
      <span className={styles.mark}>
        <Mark size="3rem" />
      </span>
      <span className={slow ? styles.text : 'unseen'}>{slow ? t('common.stillLoading') : t('common.loading')}</span>
    </output>
  );
}

/** Said below skeletons once they have stood for long. */
export function SlowNote({ waiting }: { waiting: boolean }) {
  const { t } = useTranslation();
  const slow = useSlow(waiting);
  return (
    <output className={slow ? styles.note : 'unseen'}>
      {waiting ? (slow ? t('common.stillLoading') : t('common.loading')) : ''}
    </output>
  );
}

interface BoneProps {
  width?: string;
  height?: string;
  shape?: 'line' | 'poster' | 'wide';
}

/** The outline of something that is on its way. */
export function Bone({ width = '100%', height = '1em', shape = 'line' }: BoneProps) {
  const style = shape === 'line' ? { width, height } : { width };
  return <span aria-hidden="true" className={`${styles.bone} ${styles[shape]}`} style={style} />;
}
