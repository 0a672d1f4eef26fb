import { useCollectionQuery } from '@/api';
import { useDemoWorld, useMakingBadge } from '@/lib/demo';
import { titlePath } from '@/lib/places';
import { CardBone, Poster, Row, RowBones } from '@/ui';
import styles from './Film.module.css';

interface CollectionProps {
  tmdbId: number;
  name: string;
  lang: string;
}

/** Of those, this many are seen without scrolling. */
const EAGER_CARDS = 9;

/** The films that belong together with this one, as they were released. */
export function Collection({ tmdbId, name, lang }: CollectionProps) {
  const badge = useMakingBadge(useDemoWorld());
  const { data, isLoading } = useCollectionQuery({ tmdbId, lang });
  if (isLoading) {
    return (
      <div className={styles.collection}>
        <RowBones>{bones(EAGER_CARDS)}</RowBones>
      </div>
    );
  }
  // The film alone is no collection to be shown; that it belongs to one is told above.
  if (data === undefined || data.films.length < 2) return null;
  return (
    <div className={styles.collection}>
      <Row title={name} name="collection" eager>
        {data.films.map((film, index) => (
          <Poster
            key={film.ref}
            to={titlePath(film)}
            title={film.title}
            note={film.year === null ? undefined : String(film.year)}
            picture={film.poster}
            focusKey={`collection:${film.ref}`}
            eager={index < EAGER_CARDS}
            badge={badge(film.ref)}
            current={film.tmdb_id === tmdbId}
          />
        ))}
      </Row>
    </div>
  );
}

function bones(count: number) {
  // oxlint-disable-next-line react/no-array-index-key -- bones have no identity
  return Array.from({ length: count }, (_, index) => <CardBone key={index} />);
}
