import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useFocusItem } from './focus';
import styles from './OwnPages.module.css';

/** What belongs to a profile: its watch-list, the lists it made, what it watched. Each page leads to the others. */
export function OwnPages() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('ownLists.pages')}>
      <ul className={styles.pages}>
        <OwnPage to="/watchlist" label={t('watchlist.title')} />
        <OwnPage to="/lists" label={t('ownLists.title')} />
        <OwnPage to="/history" label={t('history.title')} />
      </ul>
    </nav>
  );
}

function OwnPage({ to, label }: { to: string; label: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `own:${to}` });
  return (
    <li>
      <NavLink ref={ref} to={to} end className={styles.page}>
        {label}
      </NavLink>
    </li>
  );
}
