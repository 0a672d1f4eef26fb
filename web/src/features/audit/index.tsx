import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAuditQuery, type AuditEntry } from '@/api';
import { useFormat } from '@/lib/format';
import { deviceName } from '@/lib/device';
import { Bone, Button, Choice, EmptyPanel, Icon, Page, TroublePanel, useFocusItem } from '@/ui';
import styles from './Audit.module.css';

const SEVERITIES = ['all', 'info', 'warning', 'critical'] as const;
type Wish = (typeof SEVERITIES)[number];

const PAGE_SIZE = 50;

/** Who did what, when and from where. */
export default function Audit() {
  const { t } = useTranslation();
  const [wish, setWish] = useState<Wish>('all');
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const choose = (next: Wish) => {
    setWish(next);
    setCursors([null]);
  };
  const choice = (
    <Choice
      label={t('audit.severity')}
      hideLabel
      options={SEVERITIES.map((value) => ({ value, label: t(`audit.severities.${value}`) }))}
      value={wish}
      onChange={choose}
    />
  );
  return (
    <Page title={t('audit.title')} aside={choice}>
      {cursors.map((before, index) => (
        <AuditPage
          key={before ?? 'newest'}
          before={before}
          wish={wish}
          onMore={index === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
        />
      ))}
    </Page>
  );
}

interface AuditPageProps {
  before: string | null;
  wish: Wish;
  /** Given on the last page only. */
  onMore: ((next: string) => void) | undefined;
}

function AuditPage({ before, wish, onMore }: AuditPageProps) {
  const { t } = useTranslation();
  const page = useAuditQuery({
    limit: PAGE_SIZE,
    ...(before === null ? {} : { before }),
    ...(wish === 'all' ? {} : { severity: wish }),
  });
  if (page.isError) return <TroublePanel error={page.error} onRetry={() => void page.refetch()} />;
  if (page.currentData === undefined) return <Bone height="20rem" />;
  const { items, next } = page.currentData;
  if (items.length === 0) return <EmptyPanel title={t('audit.emptyTitle')} text={t('audit.empty')} />;
  return (
    <>
      <ol className={styles.entries}>
        {items.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {next !== null && onMore && (
        <Button wide onClick={() => onMore(next)}>
          {t('audit.more')}
        </Button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const { dateTime } = useFormat();
  const { ref } = useFocusItem<HTMLElement>({ focusKey: `audit:${entry.id}` });
  const known = i18n.exists(`audit.actions.${entry.action}`);
  const action = known ? t(`audit.actions.${entry.action as 'login'}`) : entry.action;
  return (
    <li>
      <details className={styles.entry}>
        <summary ref={ref} className={styles.summary}>
          <span className={`${styles.dot} ${styles[entry.severity]}`}>
            <span className="unseen">{t(`audit.severities.${entry.severity}`)}</span>
          </span>
          <time dateTime={entry.at} className={styles.time}>
            {dateTime(entry.at)}
          </time>
          <span className={styles.action}>{action}</span>
          <span className={styles.who}>{entry.user_email ?? t('audit.nobody')}</span>
          <Icon name="down" size="1em" />
        </summary>
        <dl className={styles.facts}>
          <Fact name={t('audit.code')} value={entry.action} />
          <Fact name={t('audit.resource')} value={entry.resource} />
          <Fact name={t('audit.address')} value={entry.address} />
          <Fact name={t('audit.device')} value={entry.user_agent === null ? null : deviceName(entry.user_agent)} />
          {Object.entries(entry.details).map(([name, value]) => (
            <Fact
              key={name}
              name={t(`audit.details.${name as 'role'}`, { defaultValue: name })}
              value={typeof value === 'string' ? value : JSON.stringify(value)}
            />
          ))}
        </dl>
      </details>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (value === null || value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
