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
