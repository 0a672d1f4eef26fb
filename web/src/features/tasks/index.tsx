import { useTranslation } from 'react-i18next';
import {
  usePauseTaskMutation,
  useResumeTaskMutation,
  useRunTaskMutation,
  useScheduledTasksQuery,
  type TaskOut,
} from '@/api';
import { useFormat } from '@/lib/format';
import { Bone, Button, EmptyPanel, Page, say, SlowNote, TaskResult, TroubleLine, TroublePanel } from '@/ui';
import styles from './Tasks.module.css';

const LOOK_AGAIN_MS = 3000;

/** What the server does by itself, how it went, and when it happens next. */
export default function Tasks() {
  const { t } = useTranslation();
  const tasks = useScheduledTasksQuery(undefined, { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true });
  return (
    <Page title={t('tasks.title')}>
      <p className={styles.lead}>{t('tasks.text')}</p>
      {tasks.isError && <TroublePanel error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isLoading && (
        <>
          <Bone height="6rem" />
          <SlowNote waiting />
        </>
      )}
      {tasks.data?.length === 0 && <EmptyPanel title={t('tasks.emptyTitle')} text={t('tasks.empty')} />}
      <ul className={styles.tasks}>
        {(tasks.data ?? []).map((task) => (
          <li key={task.name} className={styles.task}>
            <Task task={task} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Task({ task }: { task: TaskOut }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const length = useLength();
  const every = useEvery();
  const name = t(`tasks.names.${task.name as 'refreshLists'}`, { defaultValue: task.name });
  return (
    <>
      <div className={styles.what}>
        <h2>{name}</h2>
        <span className={styles.every}>
          <code>{task.name}</code>
          {every(task.every_s)}
        </span>
      </div>
      <State task={task} />
      <dl className={styles.times}>
        <div>
          <dt>{t('tasks.last')}</dt>
          <dd>
            {task.last_started_at === null ? t('tasks.never') : ago(task.last_started_at)}
            {task.last_duration_s !== null && ` · ${t('tasks.took', { time: length(task.last_duration_s) })}`}
          </dd>
        </div>
        <div>
          <dt>{t('tasks.next')}</dt>
          <dd>{task.paused ? t('tasks.paused') : ago(task.next_run_at)}</dd>
        </div>
      </dl>
      <TaskResult task={task} />
      <Actions task={task} name={name} />
    </>
  );
}

function State({ task }: { task: TaskOut }) {
  const { t } = useTranslation();
  const [look, words] = task.running
    ? [styles.running, t('tasks.running')]
    : task.paused
      ? [styles.paused, t('tasks.paused')]
      : task.last_ok === false
        ? [styles.failed, t('tasks.failed')]
        : [task.last_ok === null ? '' : styles.fine, task.last_ok === null ? t('tasks.never') : t('tasks.fine')];
  return <span className={`${styles.state} ${look}`}>{words}</span>;
}

function Actions({ task, name }: { task: TaskOut; name: string }) {
  const { t } = useTranslation();
  const [run, running] = useRunTaskMutation();
  const [pause, pausing] = usePauseTaskMutation();
  const [resume, resuming] = useResumeTaskMutation();
  const start = async () => {
    const answer = await run({ name: task.name });
    if (!answer.error) say(t('tasks.started', { task: name }));
  };
  return (
    <div className={styles.actions}>
      <Button
        icon="play"
        focusKey={`run:${task.name}`}
        busy={running.isLoading || task.running}
        aria-label={`${t('tasks.run')}: ${name}`}
        onClick={() => void start()}
      >
        {t('tasks.run')}
      </Button>
      <Button
        look="quiet"
        icon={task.paused ? 'play' : 'pause'}
        focusKey={`pause:${task.name}`}
        busy={pausing.isLoading || resuming.isLoading}
        aria-label={`${task.paused ? t('tasks.resume') : t('tasks.pause')}: ${name}`}
        onClick={() => void (task.paused ? resume : pause)({ name: task.name })}
      >
        {task.paused ? t('tasks.resume') : t('tasks.pause')}
      </Button>
      <TroubleLine error={running.error ?? pausing.error ?? resuming.error} />
    </div>
  );
}

/** 3600 → "every hour", 5400 → "every 1 h 30 min" */
function useEvery(): (seconds: number) => string {
  const { t } = useTranslation();
  const length = useLength();
  return (seconds) => {
    if (seconds === 3600) return t('tasks.hourly');
    return seconds === 86_400 ? t('tasks.daily') : t('tasks.every', { time: length(seconds) });
  };
}

/** 40 → "40 s", 5400 → "1 h 30 min" */
function useLength(): (seconds: number) => string {
  const { t } = useTranslation();
  const { runtime, number } = useFormat();
  return (seconds) =>
    seconds < 60 ? t('tasks.seconds', { time: number(seconds, 1) }) : runtime(Math.round(seconds / 60));
}
