import { useTranslation } from 'react-i18next';
import { useTasksQuery, type Task } from '@/api';
import { useFormat } from '@/lib/format';
import { Bone, EmptyPanel, Page, Section, TroublePanel } from '@/ui';
import styles from './Tasks.module.css';

const LOOK_AGAIN_MS = 5000;

/** What the house does by itself, and when. */
export default function Tasks() {
  const { t } = useTranslation();
  const tasks = useTasksQuery(undefined, { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true });
  return (
    <Page title={t('tasks.title')}>
      {tasks.isError && <TroublePanel error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isLoading && <Bone height="6rem" />}
      {tasks.data?.length === 0 && <EmptyPanel title={t('tasks.emptyTitle')} text={t('tasks.empty')} />}
      {tasks.data && tasks.data.length > 0 && (
        <Section title={t('tasks.scheduled')}>
          <ul className={styles.tasks}>
            {tasks.data.map((task) => (
              <TaskRow key={task.name} task={task} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function TaskRow({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { ago, number } = useFormat();
  return (
    <li className={styles.task}>
      <strong className={styles.name}>{task.name}</strong>
      <span>{task.last_run_at === null ? t('tasks.never') : t('tasks.last', { when: ago(task.last_run_at) })}</span>
      <span>{task.last_result ?? ''}</span>
      <span>{task.duration_s === null ? '' : t('tasks.took', { seconds: number(task.duration_s, 1) })}</span>
      <span>{task.next_run_at === null ? '' : t('tasks.next', { when: ago(task.next_run_at) })}</span>
    </li>
  );
}
