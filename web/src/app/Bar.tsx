import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useMatch } from 'react-router';
import { useLayout } from '@/lib/layout';
import { useProfile, useUser } from '@/lib/session';
import { BAR } from '@/lib/spatial';
import { Avatar, FocusGroup, Icon, useFocusItem, Wordmark, type IconName } from '@/ui';
import styles from './Bar.module.css';

/** Across the top on a desktop, along the bottom on a phone, down the side on a television. */
export function Bar() {
  const { t } = useTranslation();
  const user = useUser();
  const profile = useProfile();
  const scrolled = useScrolled();
  const layout = useLayout();
  const here = useLocation().pathname;
  return (
    <FocusGroup
      as="header"
      focusKey={BAR}
      first={`bar:${placeOf(here)}`}
      forgetful
      className={`${styles.bar} ${scrolled ? styles.scrolled : ''}`}
    >
      <Link to="/" tabIndex={-1} className={styles.brand} aria-hidden="true">
        <Wordmark />
      </Link>
      <nav aria-label={t('common.mainNavigation')}>
        <ul className={styles.places}>
          <Place to="/" icon="home" label={t('common.home')} />
          <Place to="/films" icon="film" label={t('common.films')} />
          <Place to="/shows" icon="show" label={t('common.shows')} />
          <Place to="/search" icon="search" label={t('common.search')} />
          <Place to="/watchlist" icon="bookmark" label={t('watchlist.title')} isHere={OWN_PAGES.test(here)} />
          {/* A phone has no room for it; the account page leads there. */}
          {user.role === 'admin' && layout !== 'phone' && <Place to="/admin" icon="gear" label={t('common.manage')} />}
          <li className={styles.self}>
            <Self label={t('common.account')} name={profile?.name ?? user.name} avatar={profile?.avatar ?? ''} />
          </li>
        </ul>
      </nav>
    </FocusGroup>
  );
}

/** What belongs to a profile; on the bar that is one item. */
const OWN_PAGES = /^\/(watchlist|history|lists|lists\/my-[^/]+)\/?$/;

/** The item of the bar under which a page is found. */
function placeOf(pathname: string): string {
  if (pathname === '/account') return 'self';
  if (OWN_PAGES.test(pathname)) return '/watchlist';
  const place = `/${pathname.split('/')[1] ?? ''}`;
  return place === '/lists' || place === '/people' ? '/films' : place;
}

interface PlaceProps {
  to: string;
  icon: IconName;
  label: string;
  /** Where its own address does not tell. */
  isHere?: boolean;
}

function Place({ to, icon, label, isHere }: PlaceProps) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `bar:${to}` });
  const isAt = useMatch({ path: to, end: to === '/' }) !== null;
  const isCurrent = isHere ?? isAt;
  return (
    <li>
      <Link
        ref={ref}
        to={to}
        aria-current={isCurrent ? 'page' : undefined}
        className={`${styles.place} ${isCurrent ? 'active' : ''}`}
      >
        <Icon name={icon} size="1.5rem" />
        <span className={styles.label}>{label}</span>
      </Link>
    </li>
  );
}

function Self({ label, name, avatar }: { label: string; name: string; avatar: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: 'bar:self' });
  return (
    <NavLink ref={ref} to="/account" className={styles.place} aria-label={`${label}: ${name}`}>
      <Avatar name={avatar} size="1.9rem" />
      <span className={styles.label}>{name}</span>
    </NavLink>
  );
}

/** Whether the page has left its top, so that the bar needs a ground of its own. */
function useScrolled(): boolean {
  const [scrolled, setScrolled] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > 24);
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [pathname]);
  return scrolled;
}
