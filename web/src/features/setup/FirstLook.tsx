import { useTranslation } from 'react-i18next';
import { useDemoQuery } from '@/api';
import { ButtonLink, Door, Meter } from '@/ui';
import { Steps } from './Steps';
import styles from './FirstLook.module.css';

const LOOK_AGAIN_MS = 1500;

/** Ready to go in. In the demo world one sees the first films being made meanwhile. */
export function FirstLook() {
  const { t, i18n } = useTranslation();
  const { data: demo } = useDemoQuery(undefined, { pollingInterval: LOOK_AGAIN_MS });
  return (
    <Door title={t('setup.ready')} lead={demo?.active ? t('setup.readyDemo') : t('setup.readyLead')}>
      <Steps at={3} />
      {demo?.active && (
        <ul className={styles.films} aria-label={t('demo.films')}>
          {demo.films.map((film) => (
            <li key={film.ref}>
              <span className={styles.name}>{film.titles[i18n.language] ?? film.title}</span>
              <span className={styles.state}>
                {film.stage === 'making' ? t('demo.percent', { percent: film.percent }) : t(`demo.stage.${film.stage}`)}
              </span>
              <Meter
                value={film.stage === 'ready' ? 1 : film.percent / 100}
                tone={film.stage === 'ready' ? 'mint' : 'amber'}
              />
            </li>
          ))}
        </ul>
      )}
      <ButtonLink to="/" look="primary" wide icon="play">
        {t('setup.enter')}
      </ButtonLink>
    </Door>
  );
}
