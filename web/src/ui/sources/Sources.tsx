import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { Button } from '../Button';
import { Icon } from '../Icon';
import { useFocusItem } from '../focus';
import { Section } from '../Section';
import { TroubleLine } from '../Trouble';
import { Ledger } from './Ledger';
import styles from './Sources.module.css';
import type { Entry, Source } from './types';
import { useSourceWords } from './words';

interface Search {
  isRunning: boolean;
  found: number | null;
  failed: number;
  /** The sources shown were found earlier, and not again. */
  isStale: boolean;
  listedAt: string | null;
  error: unknown;
  start: (() => void) | null;
}

interface SourcesProps {
  /** What they are sources of. */
  playable: string;
  sources: Source[];
  ledger: Entry[];
  /** Asking the providers again, while somebody waits. */
  search: Search;
}

/** Where a title comes from, best first, and why in this order. Play takes the first; each can be taken by hand. */
export function Sources({ playable, sources, ledger, search }: SourcesProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (sources.length === 0) {
    return (
      <Section title={t('sources.none')} text={t('sources.noneText')}>
        <Searching search={search} />
      </Section>
    );
  }
  return (
    <Section
      title={t('sources.title')}
      text={t('sources.text')}
      aside={
        ledger.length > 0 && (
          <Button
            look="quiet"
            icon="info"
            focusKey={`why:${playable}`}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t('sources.why')}
          </Button>
        )
      }
    >
      {search.isStale && <Stale listedAt={search.listedAt} />}
      <ul className={styles.sources}>
        {sources.map((source) => (
          <li key={source.id}>
            <SourceLink playable={playable} source={source} />
          </li>
        ))}
      </ul>
      <Searching search={search} />
      <div id={id}>{isOpen && <Ledger entries={ledger} sources={sources} />}</div>
    </Section>
  );
}

function Stale({ listedAt }: { listedAt: string | null }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (
    <p className={styles.stale}>
      <Icon name="clock" />
      <span>{listedAt === null ? t('sources.stale') : t('sources.staleSince', { when: ago(listedAt) })}</span>
    </p>
  );
}

function Searching({ search }: { search: Search }) {
  const { t } = useTranslation();
  const found = search.found === null ? null : t('sources.found', { count: search.found });
  const failed = search.failed === 0 ? null : t('sources.failed', { count: search.failed });
  return (
    <div className={styles.searching}>
      {search.start !== null && (
        <Button icon="refresh" focusKey="sources:look" busy={search.isRunning} onClick={search.start}>
          {t(search.isStale ? 'sources.again' : 'sources.look')}
        </Button>
      )}
      <span role="status">
        {[search.isRunning ? t('sources.asked') : null, found, failed].filter(Boolean).join(' · ')}
      </span>
      <TroubleLine error={search.error} />
    </div>
  );
}

function SourceLink({ playable, source }: { playable: string; source: Source }) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const { quality, provider } = useSourceWords();
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `source:${source.id}` });
  const health = source.health ?? 'unknown';
  const facts = [
    provider(source.provider),
    source.quality,
    ...(source.languages ?? []),
    source.is_pack ? t('sources.pack') : null,
  ];
  return (
    <Link ref={ref} to={watchPath(playable, source.id)} className={styles.source}>
      <span className={styles.quality}>
        {quality(source)}
        {source.isDefault && <span className={styles.chosen}>{t('sources.chosen')}</span>}
      </span>
      <span className={styles.provider}>
        {source.playable === false ? t('sources.notPlayable') : facts.filter(Boolean).join(' · ')}
      </span>
      <span className={styles.size}>{source.size === null ? '' : bytes(source.size)}</span>
      <span className={styles.seeders}>
        {source.seeders === null ? t('sources.seedersUnknown') : t('sources.seeders', { count: source.seeders })}
      </span>
      <span className={`${styles.health} ${styles[health]}`}>{t(`sources.health.${health}`)}</span>
    </Link>
  );
}
