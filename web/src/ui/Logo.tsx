import styles from './Logo.module.css';

/** A cat's head whose face is a play button. */
export function Mark({ size = '2rem' }: { size?: string }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        className={styles.head}
        d="M8.6 7.2c.3-2.4 3-3.5 4.9-2.1L25.6 14c4.2-.9 8.6-.9 12.8 0l12.1-8.9c1.9-1.4 4.6-.3 4.9 2.1l2.2 17.6c1.6 3.3 2.4 7 2.4 10.8C60 50.6 47.7 60 32 60S4 50.6 4 35.6c0-3.8.8-7.5 2.4-10.8z"
      />
      <path
        className={styles.play}
        d="M25 27.3v18.4c0 2 2.2 3.2 3.9 2.2l15.2-9.2c1.6-1 1.6-3.4 0-4.4l-15.2-9.2c-1.7-1-3.9.2-3.9 2.2z"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <Mark size="1.9rem" />
      <span translate="no">{'Miauflix'}</span>
    </span>
  );
}
