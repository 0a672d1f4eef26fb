import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import styles from './Sources.module.css';
import type { Entry, Source } from './types';
import { useSourceWords } from './words';

/** Every candidate with its points, the rules that spoke of it, and what would change its place. */
export function Ledger({ entries, sources }: { entries: Entry[]; sources: Source[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.ledger}>
      <h3>{t('sources.whyOf')}</h3>
      <p className={styles.ledgerText}>{t('sources.whyText')}</p>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <li key={entry.source_id} className={`${styles.entry} ${entry.is_default ? styles.winner : ''}`}>
            <EntryWords entry={entry} source={sources.find(({ id }) => id === entry.source_id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function EntryWords({ entry, source }: { entry: Entry; source: Source | undefined }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const words = useSourceWords();
  return (
    <>
      <span className={styles.score}>
        <strong>{number(entry.score, 1)}</strong>
        {t('sources.rank', { rank: entry.rank })}
      </span>
      <div>
        <p className={styles.head}>
          {[source ? words.quality(source) : null, words.provider(entry.provider)].filter(Boolean).join(' · ')}
          {entry.is_default && <span className={styles.chosen}>{t('sources.chosen')}</span>}
        </p>
        <ul className={styles.hits}>
          {entry.hits.map((hit) => (
            <li key={`${hit.rule} ${hit.text}`}>
              <span>{words.reason(hit)}</span>
              <span className={styles.value}>{words.effect(hit)}</span>
            </li>
          ))}
        </ul>
        {entry.changes.map((change) => (
          <p key={change.text} className={styles.change}>
            {words.change(change)}
          </p>
        ))}
      </div>
    </>
  );
}
