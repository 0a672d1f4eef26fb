import type { ReactNode } from 'react';
import styles from './EmptyPanel.module.css';

interface EmptyPanelProps {
  title: string;
  text: string;
  children?: ReactNode;
}

/** Nothing to show, and that is no fault: says why, and what would change it. */
export function EmptyPanel({ title, text, children }: EmptyPanelProps) {
  return (
    <div className={styles.panel}>
      <SleepingCat />
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

function SleepingCat() {
  return (
    <svg viewBox="0 0 200 110" className={styles.cat} aria-hidden="true" focusable="false">
      <path
        d="M28 96c-12-22 2-58 40-66 22-5 46 0 62 10l6-18c1-4 5-4 7-1l10 14c8-1 15 0 21 2l11-12c3-3 7-1 7 3l-1 20c8 10 8 26-2 36-6 8-16 12-28 12z"
        className={styles.body}
      />
      <path
        d="M143 60q5 5 10 0M169 60q5 5 10 0M160 68h4l-2 3zM26 92c-16-4-18-26-4-28 10-1 14 10 6 14"
        className={styles.lines}
      />
    </svg>
  );
}
