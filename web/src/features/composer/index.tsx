import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddHomeRowMutation, useComposeHomeMutation, useHomeRowsQuery, type HomeRowOut } from '@/api';
import { useLanguage } from '@/lib/session';
import {
  Bone,
  Button,
  EmptyPanel,
  IconButton,
  NewListButton,
  Page,
  say,
  SlowNote,
  TroubleLine,
  TroublePanel,
  useListName,
} from '@/ui';
import styles from './Composer.module.css';

/** Which rows home has, and in which order. For everybody in the house. */
export default function Composer() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const rows = useHomeRowsQuery({ lang });
  return (
    <Page title={t('composer.title')} narrow>
      <p className={styles.lead}>{t('composer.text')}</p>
      <NewRow />
      {rows.isError && <TroublePanel error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isLoading && (
        <>
          <Bone height="16rem" />
          <SlowNote waiting />
        </>
      )}
      {rows.data?.length === 0 && <EmptyPanel title={t('composer.emptyTitle')} text={t('composer.empty')} />}
      {rows.data && rows.data.length > 0 && <Rows stored={rows.data} />}
    </Page>
  );
}

/** A list that an admin makes for everybody. */
function NewRow() {
  const { t } = useTranslation();
  const [add] = useAddHomeRowMutation();
  return (
    <div className={styles.new}>
      <NewListButton
        label={t('composer.new')}
        title={t('composer.newTitle')}
        focusKey="rows:new"
        onMake={(name) => add({ listChange: { name } })}
      />
    </div>
  );
}

function Rows({ stored }: { stored: HomeRowOut[] }) {
  const { t } = useTranslation();
  const name = useListName();
  const [rows, setRows] = useState(stored);
  const [compose, { error, isLoading }] = useComposeHomeMutation();
  const isChanged = rows.some(
    (row, index) => row.slug !== stored[index]?.slug || row.visible !== stored[index]?.visible,
  );

  const move = (index: number, by: -1 | 1) => {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row) next.splice(index + by, 0, row);
    setRows(next);
  };
  const toggle = (slug: string) =>
    setRows(rows.map((row) => (row.slug === slug ? { ...row, visible: !row.visible } : row)));
  const save = async () => {
    const answer = await compose({ rows: rows.map(({ slug, visible }) => ({ slug, visible })) });
    if (!answer.error) say(t('common.saved'));
  };

  return (
    <>
      <ol className={styles.rows}>
        {rows.map((row, index) => (
          <li key={row.slug} className={`${styles.row} ${row.visible ? '' : styles.hidden}`}>
            <span className={styles.name}>
              {name(row)}
              <span className={styles.total}>{t('composer.titles', { count: row.total })}</span>
            </span>
            <IconButton
              icon="down"
              label={t('composer.down', { row: name(row) })}
              focusKey={`down:${row.slug}`}
              disabled={index === rows.length - 1}
              onClick={() => move(index, 1)}
            />
            <span className={styles.up}>
              <IconButton
                icon="down"
                label={t('composer.up', { row: name(row) })}
                focusKey={`up:${row.slug}`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
            </span>
            <Button
              look="quiet"
              icon={row.visible ? 'eye' : 'ban'}
              focusKey={`show:${row.slug}`}
              aria-pressed={row.visible}
              aria-label={`${row.visible ? t('composer.shown') : t('composer.hidden')}: ${name(row)}`}
              onClick={() => toggle(row.slug)}
            >
              {row.visible ? t('composer.shown') : t('composer.hidden')}
            </Button>
          </li>
        ))}
      </ol>
      <TroubleLine error={error} />
      <Button look="primary" icon="check" disabled={!isChanged} busy={isLoading} onClick={() => void save()}>
        {t('common.save')}
      </Button>
    </>
  );
}
