import { useTranslation } from 'react-i18next';
import styles from './Footer.module.css';

/** The sentence that TMDB's terms ask for, word for word; other languages say it once more in their own. */
const NOTICE = 'This product uses the TMDB API but is not endorsed or certified by TMDB.';

/** Whose facts and pictures these are. */
export function Footer() {
  const { t } = useTranslation();
  const own = t('common.tmdb');
  return (
    <footer className={styles.footer}>
      <strong translate="no">{'TMDB'}</strong>
      <span lang="en" translate="no">
        {NOTICE}
      </span>
      {own !== NOTICE && <span>{own}</span>}
    </footer>
  );
}
