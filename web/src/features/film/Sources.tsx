import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SourceOut } from '@/api';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { Section, useFocusItem } from '@/ui';
import styles from './Film.module.css';

/** Where the film comes from, best first. Play takes the first; each can be taken by hand. */
export function Sources({ film, sources }: { film: string; sources: SourceOut[] }) {
  const { t } = useTranslation();
  if (sources.length === 0) return <Section title={t('sources.none')} text={t('sources.noneText')} />;
  return (
    <Section title={t('sources.title')} text={t('sources.text')}>
      <ul className={styles.sources}>
        {sources.map((source) => (
          <li key={source.id}>
            <SourceLink film={film} source={source} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function SourceLink({ film, source }: { film: string; source: SourceOut }) {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `source:${source.id}` });
  const quality = [source.resolution, source.codec].filter(Boolean).join(' · ') || t('sources.unknownQuality');
  return (
    <Link ref={ref} to={watchPath(film, source.id)} className={styles.source}>
      <span className={styles.quality}>
        {quality}
        {source.isDefault && <span className={styles.chosen}>{t('sources.chosen')}</span>}
      </span>
      <span className={styles.provider}>{[source.provider, source.quality].filter(Boolean).join(' · ')}</span>
      <span className={styles.size}>{source.size === null ? '' : bytes(source.size)}</span>
      <span className={styles.seeders}>
        {source.seeders === null ? t('sources.seedersUnknown') : t('sources.seeders', { count: source.seeders })}
      </span>
    </Link>
  );
}
