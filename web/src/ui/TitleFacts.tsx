import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { Facts } from './Hero';
import { Icon } from './Icon';
import { Meter } from './Meter';
import styles from './TitleFacts.module.css';

interface TitleFactsProps {
  title: {
    year: number | null;
    runtime_min: number | null;
    rating: number | null;
    genres: string[];
    certification?: string | null;
  };
  /** Whatever else is to be said first. */
  more?: string;
}

export function TitleFacts({ title, more = '' }: TitleFactsProps) {
  const { t } = useTranslation();
  const { runtime, number } = useFormat();
  return (
    <Facts>
      {more}
      {title.year === null ? '' : String(title.year)}
      {title.runtime_min ? runtime(title.runtime_min) : ''}
      {title.rating ? (
        <>
          <Icon name="star" size="1em" />
          <span className="unseen">{t('title.rating')}</span>
          {number(title.rating, 1)}
        </>
      ) : (
        ''
      )}
      {title.certification ?? ''}
      {title.genres.slice(0, 3).join(', ')}
    </Facts>
  );
}

interface TitleMoreProps {
  title: {
    title: string;
    original_name: string | null;
    collection: { name: string } | null;
    next_episode: { season: number; number: number; air_date: string | null } | null;
  };
}

/** What it is called where it was made, what it is a part of, and when there is more of it. */
export function TitleMore({ title }: TitleMoreProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { original_name: original, collection, next_episode: next } = title;
  const lines = [
    original !== null && original !== '' && original !== title.title ? t('title.originally', { name: original }) : '',
    collection !== null && collection.name !== '' ? t('title.collection', { name: collection.name }) : '',
    next !== null && isAhead(next.air_date)
      ? t('title.nextEpisode', { season: next.season, number: next.number, date: date(next.air_date) })
      : '',
  ].filter((line) => line !== '');
  if (lines.length === 0) return null;
  return (
    <ul className={styles.more}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What is known of a show may be some days old. */
function isAhead(day: string | null): day is string {
  return day !== null && day >= new Date().toISOString().slice(0, 10);
}

/** In place of Play while a demo film is still being made. */
export function MakingNote({ percent }: { percent: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.making}>
      <span>{percent === 0 ? t('demo.waiting') : t('demo.making', { percent })}</span>
      <Meter value={percent / 100} />
    </span>
  );
}
