import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HistoryItem } from '@/api';
import { useFormat } from '@/lib/format';
import { titlePathOf } from '@/lib/places';
import { IconButton, Picture, useFocusItem } from '@/ui';
import styles from './History.module.css';

/** One viewing: leads to its title, and can be forgotten. */
export function Entry({ item, onForget }: { item: HistoryItem; onForget: () => void }) {
  const { t } = useTranslation();
  const name = item.title?.title ?? t('history.unknown');
  return (
    <li className={styles.entry}>
      <Viewing item={item} name={name} />
      <IconButton
        icon="trash"
        label={t('history.forgetOf', { title: name })}
        focusKey={`forget:${item.id}`}
        onClick={onForget}
      />
    </li>
  );
}

function Viewing({ item, name }: { item: HistoryItem; name: string }) {
  const path = item.title === null ? null : titlePathOf(item.ref);
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `viewing:${item.id}`, disabled: path === null });
  const words = <Words item={item} name={name} />;
  if (path === null) return <div className={styles.viewing}>{words}</div>;
  return (
    <Link ref={ref} to={path} className={styles.viewing}>
      {words}
    </Link>
  );
}

function Words({ item, name }: { item: HistoryItem; name: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { episode, title } = item;
  const picture = episode?.still ?? title?.backdrop ?? title?.poster;
  return (
    <>
      <span className={styles.still}>
        <Picture picture={picture} shape="wide" title={name} sizes="9rem" />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {episode !== null && (
          <span className={styles.episode}>
            {`${t('title.episodeShort', { season: episode.season, number: episode.number })} · ${episode.title}`}
          </span>
        )}
        <span className={styles.when}>
          <time dateTime={item.watched_at}>{dateTime(item.watched_at)}</time>
          {item.origin === 'trakt' && ` · ${t('history.fromTrakt')}`}
        </span>
      </span>
    </>
  );
}
