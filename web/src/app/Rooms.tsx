import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useUser } from '@/lib/session';
import { SIDE } from '@/lib/spatial';
import { FocusGroup, Icon, useFocusItem, type IconName } from '@/ui';
import styles from './Rooms.module.css';

/** The pages that are about the house rather than its films, with a list of them at the side. */
export function Rooms() {
  const { t } = useTranslation();
  const user = useUser();
  if (user.role !== 'admin') return <Outlet />;
  return (
    <div className={styles.rooms}>
      <FocusGroup as="nav" focusKey={SIDE} aria-label={t('common.manage')} className={styles.side}>
        <ul>
          <Room to="/account" icon="user" label={t('account.title')} />
          <Room to="/admin/settings" icon="gear" label={t('settings.title')} />
          <Room to="/admin/users" icon="users" label={t('users.title')} />
          <Room to="/admin/rows" icon="list" label={t('composer.title')} />
          <Room to="/admin/providers" icon="plug" label={t('providers.title')} />
          <Room to="/admin/ranking" icon="scales" label={t('ranking.title')} />
          <Room to="/admin/discovery" icon="search" label={t('discovery.title')} />
          <Room to="/admin/torrents" icon="swarm" label={t('torrents.title')} />
          <Room to="/admin/tasks" icon="clock" label={t('tasks.title')} />
          <Room to="/admin/keys" icon="key" label={t('keys.title')} />
          <Room to="/admin/audit" icon="shield" label={t('audit.title')} />
        </ul>
      </FocusGroup>
      <div className={styles.room}>
        <Outlet />
      </div>
    </div>
  );
}

function Room({ to, icon, label }: { to: string; icon: IconName; label: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `room:${to}` });
  const { pathname } = useLocation();
  useEffect(() => {
    // On a phone the list is wider than the screen.
    if (pathname === to) ref.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname, to, ref]);
  return (
    <li>
      <NavLink ref={ref} to={to} className={styles.link}>
        <Icon name={icon} />
        {label}
      </NavLink>
    </li>
  );
}
