import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useGenresQuery, type GenreHit, type PersonHit } from '@/api';
import { listPath, personPath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { ButtonLink, FocusGroup, Picture, useFocusItem } from '@/ui';
import styles from './Hits.module.css';

/** Departments as TMDB calls them; of the others only the name is shown. */
const KNOWN = ['Acting', 'Directing', 'Writing', 'Production', 'Sound', 'Camera', 'Editing', 'Art', 'Creator'] as const;

/** People by name, in one line that scrolls. */
export function People({ people }: { people: PersonHit[] }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <Line name="people" title={t('search.people')}>
      {people.map((one) => (
        <li key={one.tmdb_id}>
          <PersonChip person={one} />
        </li>
      ))}
    </Line>
  );
}

/** Genres by name. Films and shows have each their own. */
export function Genres({ genres }: { genres: GenreHit[] }) {
  const { t } = useTranslation();
  const all = useGenresQuery({ lang: useLanguage() }, { skip: genres.length === 0 }).data ?? [];
  const listed = genres.flatMap((hit) => all.filter(({ id, kind }) => id === hit.id && kind === hit.kind));
  if (listed.length === 0) return null;
  return (
    <Line name="genres" title={t('search.genres')}>
      {listed.map(({ id, kind, name, list_slug }) => (
        <li key={`${kind}:${id}`}>
          <ButtonLink to={listPath(list_slug)} focusKey={`found:genre:${kind}:${id}`}>
            {`${name} · ${kind === 'movie' ? t('common.films') : t('common.shows')}`}
          </ButtonLink>
        </li>
      ))}
    </Line>
  );
}

function Line({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  const id = useId();
  return (
    <FocusGroup as="section" focusKey={`search:${name}`} className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.line}>{children}</ul>
    </FocusGroup>
  );
}

function PersonChip({ person }: { person: PersonHit }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `found:person:${person.tmdb_id}` });
  const known = KNOWN.find((one) => one === person.known_for);
  return (
    <Link ref={ref} to={personPath(person.tmdb_id)} className={styles.person}>
      <span className={styles.face}>
        <Picture picture={person.picture} shape="poster" title="" sizes="3rem" />
      </span>
      <span>
        <span className={styles.name}>{person.name}</span>
        {known !== undefined && <span className={styles.part}>{t(`search.knownFor.${known}`)}</span>}
      </span>
    </Link>
  );
}
