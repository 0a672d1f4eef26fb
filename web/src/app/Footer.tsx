import { useTranslation } from 'react-i18next';
import { siThemoviedatabase } from 'simple-icons';
import styles from './Footer.module.css';

/** The sentence that TMDB's terms ask for, word for word; other languages say it once more in their own. */
const NOTICE = 'This product uses the TMDB API but is not endorsed or certified by TMDB.';

/** Whose facts and pictures these are: with the logo, as TMDB's terms have it, and smaller than our own. */
export function Footer() {
  const { t } = useTranslation();
  const own = t('common.tmdb');
  return (
    <footer className={styles.footer}>
      <svg viewBox="0 0 24 24" role="img" aria-label={siThemoviedatabase.title} className={styles.logo}>
        <path d={siThemoviedatabase.path} />
      </svg>
      <span lang="en" translate="no">
        {NOTICE}
      </span>
      {own !== NOTICE && <span>{own}</span>}
    </footer>
  );
}
