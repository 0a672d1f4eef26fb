import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { personPath } from '@/lib/places';
import styles from './Credits.module.css';
import { useFocusItem } from './focus';
import { Icon } from './Icon';
import { Picture, type PictureSource } from './Picture';
import { Row } from './Row';

interface Named {
  person_id: number;
  name: string;
  picture: PictureSource | null;
}

interface CreditsProps {
  cast: (Named & { character: string })[];
  crew: (Named & { job: string })[];
  trailers: { site: string; key: string; name: string }[];
}

/** Who made a title and where it can be looked into. */
export function Credits({ cast, crew, trailers }: CreditsProps) {
  const { t } = useTranslation();
  const people = [
    ...cast.map((one) => ({ ...one, part: one.character, key: `cast:${one.person_id}` })),
    ...crew.map((one) => ({ ...one, part: one.job, key: `crew:${one.person_id}:${one.job}` })),
  ];
  const links = trailers.map((one) => ({ ...one, address: addressOf(one) })).filter(({ address }) => address !== null);
  return (
    <>
      {people.length > 0 && (
        <div className={styles.people}>
          <Row title={t('title.people')} name="people">
            {people.map((one) => (
              <PersonCard key={one.key} focusKey={one.key} person={one} part={one.part} />
            ))}
          </Row>
        </div>
      )}
      {links.length > 0 && (
        <section className={styles.trailers}>
          <h2>{t('title.trailers')}</h2>
          <ul>
            {links.map(({ key, name, site, address }) => (
              <li key={key}>
                <Trailer name={name} site={site} address={address ?? ''} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PersonCard({ person, part, focusKey }: { person: Named; part: string; focusKey: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey });
  return (
    <Link ref={ref} to={personPath(person.person_id)} className={styles.person}>
      <span className={styles.face}>
        <Picture picture={person.picture} shape="poster" title={person.name} sizes="9rem" />
      </span>
      <span className={styles.name}>{person.name}</span>
      <span className={styles.part}>{part}</span>
    </Link>
  );
}

function Trailer({ name, site, address }: { name: string; site: string; address: string }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLAnchorElement>();
  return (
    <a ref={ref} href={address} target="_blank" rel="noreferrer" className={styles.trailer}>
      <Icon name="play" />
      <span>
        {name}
        <span className={styles.site}>{t('title.opensAt', { site })}</span>
      </span>
    </a>
  );
}

/** Only places that are known: what a provider of facts says is never an address by itself. */
function addressOf({ site, key }: { site: string; key: string }): string | null {
  const id = encodeURIComponent(key);
  if (site === 'YouTube') return `https://www.youtube.com/watch?v=${id}`;
  return site === 'Vimeo' ? `https://vimeo.com/${id}` : null;
}
