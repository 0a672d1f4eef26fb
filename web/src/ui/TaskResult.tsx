import type { TaskOut } from '@/api';
import { Said } from './Said';
import styles from './TaskResult.module.css';

/** What a task said of itself when it ended last. */
export function TaskResult({ task }: { task: TaskOut }) {
  if (task.last_result === null) return null;
  return (
    <p className={`${styles.result} ${task.last_ok === false ? styles.failed : ''}`}>
      <Said said={task.said} english={task.last_result} />
    </p>
  );
}
