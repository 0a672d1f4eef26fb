import { useTranslation } from 'react-i18next';
import styles from './Footer.module.css';

/** Whose facts and pictures these are, in the words that TMDB asks for. */
export function Footer() {
  const { t } = useTranslation();
  return (
    <footer className={styles.footer}>
      <strong translate="no">{'TMDB'}</strong>
      <span>{t('common.tmdb')}</span>
    </footer>
  );
}
