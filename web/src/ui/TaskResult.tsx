import styles from './TaskResult.module.css';

/** What a task said of itself when it ended last; the server's own words. */
export function TaskResult({ text, ok }: { text: string | null; ok: boolean | null }) {
  if (text === null) return null;
  return (
    <p className={`${styles.result} ${ok === false ? styles.failed : ''}`} lang="en">
      {text}
    </p>
  );
}
