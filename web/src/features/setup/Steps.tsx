import { useTranslation } from 'react-i18next';
import styles from './Steps.module.css';

/** Where in the three steps one is. */
export function Steps({ at }: { at: 1 | 2 | 3 }) {
  const { t } = useTranslation();
  return (
    <p className={styles.steps}>
      <span className="unseen">{t('setup.step', { at, of: 3 })}</span>
      {[1, 2, 3].map((step) => (
        <span key={step} aria-hidden="true" className={step <= at ? styles.done : styles.ahead} />
      ))}
    </p>
  );
}
