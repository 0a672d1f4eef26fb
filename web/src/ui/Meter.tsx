import styles from './Meter.module.css';

interface MeterProps {
  /** From 0 to 1. */
  value: number;
  /** Read out; without it the meter is decoration and its number must stand beside it. */
  label?: string;
  /** Lies along the lower edge of a picture. */
  edge?: boolean;
  tone?: 'amber' | 'mint';
}

export function Meter({ value, label, edge = false, tone = 'amber' }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  const said =
    label === undefined
      ? { 'aria-hidden': true as const }
      : {
          role: 'progressbar',
          'aria-label': label,
          'aria-valuenow': percent,
          'aria-valuemin': 0,
          'aria-valuemax': 100,
        };
  return (
    <span {...said} className={`${styles.meter} ${edge ? styles.edge : ''} ${styles[tone]}`}>
      <span style={{ transform: `scaleX(${percent / 100})` }} />
    </span>
  );
}
