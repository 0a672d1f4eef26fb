import { useTranslation } from 'react-i18next';
import { useKeysQuery, useRotateKeysMutation } from '@/api';
import { useFormat } from '@/lib/format';
import { Bone, Button, Meter, Page, say, Section, SlowNote, TroubleLine, TroublePanel } from '@/ui';
import styles from './Keys.module.css';

const LOOK_AGAIN_MS = 3000;

/** The key that seals what the database holds of sources, and changing it while the server runs. */
export default function Keys() {
  const { t } = useTranslation();
  const { date, dateTime, number } = useFormat();
  const keys = useKeysQuery(undefined, { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true });
  const [rotate, rotating] = useRotateKeysMutation();
  const start = async () => {
    const answer = await rotate();
    if (!answer.error) say(t('keys.started'));
  };
  if (keys.isError) {
    return (
      <Page title={t('keys.title')} narrow>
        <TroublePanel error={keys.error} onRetry={() => void keys.refetch()} />
      </Page>
    );
  }
  if (keys.data === undefined) {
    return (
      <Page title={t('keys.title')} narrow>
        <Bone height="12rem" />
        <SlowNote waiting />
      </Page>
    );
  }
  const { writing, since, older, rotation } = keys.data;
  const isUnderWay = rotation !== null && rotation.finished_at === null;
  return (
    <Page title={t('keys.title')} narrow>
      <Section title={t('keys.current')} text={t('keys.text')}>
        <dl className={styles.facts}>
          <div>
            <dt>{t('keys.key')}</dt>
            <dd>
              <code>{writing}</code>
            </dd>
          </div>
          {since !== null && (
            <div>
              <dt>{t('keys.since')}</dt>
              <dd>{date(since)}</dd>
            </div>
          )}
          <div>
            <dt>{t('keys.older')}</dt>
            <dd>{number(older.length)}</dd>
          </div>
        </dl>
      </Section>
      <Section title={t('keys.rotate')} text={t('keys.rotateText')}>
        {rotation !== null && (
          <div className={styles.rotation} role="status">
            <span>
              {rotation.finished_at === null
                ? t('keys.under', { done: number(rotation.done), total: number(rotation.total) })
                : t('keys.finished', { total: number(rotation.total), when: dateTime(rotation.finished_at) })}
            </span>
            {isUnderWay && (
              <Meter
                value={rotation.total === 0 ? 0 : rotation.done / rotation.total}
                label={t('keys.rotate')}
                tone="mint"
              />
            )}
            {rotation.damaged > 0 && (
              <strong className={styles.damaged}>{t('keys.damaged', { count: rotation.damaged })}</strong>
            )}
          </div>
        )}
        <TroubleLine error={rotating.error} />
        <div>
          <Button icon="key" busy={rotating.isLoading || isUnderWay} onClick={() => void start()}>
            {t('keys.rotateNow')}
          </Button>
        </div>
      </Section>
    </Page>
  );
}
