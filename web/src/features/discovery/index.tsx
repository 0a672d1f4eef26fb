import { useTranslation } from 'react-i18next';
import { useDiscoveryQuery, useRunTaskMutation, useScheduledTasksQuery, type DiscoveryOut, type TaskOut } from '@/api';
import { useFormat } from '@/lib/format';
import { useSaid } from '@/lib/said';
import { Bone, Button, Meter, Page, say, SlowNote, TaskResult, TroubleLine, TroublePanel } from '@/ui';
import styles from './Discovery.module.css';

const LOOK_AGAIN_MS = 3000;

/** One thing that is done while nobody waits: how far it has come, how fast it goes, and the task that does it. */
interface Work {
  key: 'titles' | 'files' | 'swarms';
  task: string;
  done: (of: DiscoveryOut) => number;
  all: (of: DiscoveryOut) => number;
  due: (of: DiscoveryOut) => number;
  lastHour: (of: DiscoveryOut) => number;
}

const WORK: Work[] = [
  {
    key: 'titles',
    task: 'movieSourceSearch',
    done: (of) => of.titles_found,
    all: (of) => of.titles,
    due: (of) => of.titles_due,
    lastHour: (of) => of.searches_last_hour,
  },
  {
    key: 'files',
    task: 'dataFileSearch',
    done: (of) => of.files,
    all: (of) => of.torrents,
    due: (of) => of.files_due,
    lastHour: (of) => of.files_last_hour,
  },
  {
    key: 'swarms',
    task: 'updateSourcesStats',
    done: (of) => of.swarms_known,
    all: (of) => of.torrents,
    due: (of) => of.swarms_due,
    lastHour: (of) => of.scrapes_last_hour,
  },
];

/** How far the search for sources in the background is, how fast it goes, and whether anything holds it up. */
export default function Discovery() {
  const { t } = useTranslation();
  const often = { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true };
  const found = useDiscoveryQuery(undefined, often);
  const tasks = useScheduledTasksQuery(undefined, often);
  return (
    <Page title={t('discovery.title')}>
      <p className={styles.lead}>{t('discovery.text')}</p>
      {found.isError && <TroublePanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.isLoading && (
        <>
          <Bone height="6rem" />
          <SlowNote waiting />
        </>
      )}
      {found.data && <Found found={found.data} tasks={tasks.data ?? []} />}
    </Page>
  );
}

function Found({ found, tasks }: { found: DiscoveryOut; tasks: TaskOut[] }) {
  const { t } = useTranslation();
  return (
    <>
      <State found={found} />
      <ul className={styles.works}>
        {WORK.map((work) => (
          <li key={work.key} className={styles.work}>
            <Panel work={work} found={found} task={tasks.find((one) => one.name === work.task)} />
          </li>
        ))}
      </ul>
      {found.dead > 0 && <p className={styles.dead}>{t('discovery.dead', { count: found.dead })}</p>}
    </>
  );
}

function State({ found }: { found: DiscoveryOut }) {
  const { t } = useTranslation();
  const said = useSaid();
  const [look, words] =
    found.paused !== null
      ? [styles.paused, t('discovery.paused', { reason: said(found.paused_said) ?? found.paused })]
      : found.is_searching
        ? [styles.fine, t('discovery.searching')]
        : [styles.paused, t('discovery.off')];
  return <p className={`${styles.state} ${look}`}>{words}</p>;
}

function Panel({ work, found, task }: { work: Work; found: DiscoveryOut; task?: TaskOut }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [done, all] = [work.done(found), work.all(found)];
  const name = t(`discovery.${work.key}.title`);
  return (
    <>
      <h2>{name}</h2>
      <p className={styles.count}>
        {t(`discovery.${work.key}.count`, { done: number(done), all: number(all), count: all })}
      </p>
      <Meter value={all === 0 ? 0 : done / all} tone="mint" />
      <dl className={styles.numbers}>
        <Number label={t('discovery.due')} value={work.due(found)} />
        <Number label={t('discovery.lastHour')} value={work.lastHour(found)} />
      </dl>
      {task && <LastRun task={task} name={name} />}
    </>
  );
}

function Number({ label, value }: { label: string; value: number }) {
  const { number } = useFormat();
  return (
    <div>
      <dt>{label}</dt>
      <dd>{number(value)}</dd>
    </div>
  );
}

function LastRun({ task, name }: { task: TaskOut; name: string }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const [run, running] = useRunTaskMutation();
  const start = async () => {
    const answer = await run({ name: task.name });
    if (!answer.error) say(t('tasks.started', { task: name }));
  };
  return (
    <>
      <p className={styles.last}>
        {task.last_started_at === null
          ? t('discovery.never')
          : t('discovery.last', { when: ago(task.last_started_at) })}
        {' · '}
        {task.paused ? t('tasks.paused') : t('discovery.next', { when: ago(task.next_run_at) })}
      </p>
      <TaskResult task={task} />
      <div>
        <Button
          icon="play"
          focusKey={`run:${task.name}`}
          busy={running.isLoading || task.running}
          aria-label={`${t('tasks.run')}: ${name}`}
          onClick={() => void start()}
        >
          {t('tasks.run')}
        </Button>
        <TroubleLine error={running.error} />
      </div>
    </>
  );
}
