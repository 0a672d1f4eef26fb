import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DemoWorld } from '@/lib/demo';
import { useUser } from '@/lib/session';
import { Meter, useFocusItem } from '@/ui';
import styles from './DemoNote.module.css';

/** Says that what is shown is the demo world, how far it is, and where that changes. It lies over the hero: nothing moves. */
export function DemoNote({ demo }: { demo: DemoWorld | null }) {
  const { t } = useTranslation();
  const user = useUser();
  if (!demo?.active) return null;
  const done = demo.ready >= demo.total;
  return (
    <div className={styles.place}>
      <aside className={styles.note} aria-label={t('demo.title')}>
        <span className={styles.text}>
          <strong>{t('demo.title')}</strong>
          <span className={`${styles.state} ${done ? styles.done : ''}`}>
            {done ? t('demo.done') : t('demo.progress', { ready: demo.ready, total: demo.total })}
          </span>
        </span>
        {!done && <Meter value={demo.ready / demo.total} label={t('demo.films')} tone="mint" />}
        {user.role === 'admin' && <SettingsLink />}
      </aside>
    </div>
  );
}

function SettingsLink() {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: 'demo:settings' });
  return (
    <Link ref={ref} to="/admin/settings" className={styles.link}>
      {t('demo.settings')}
    </Link>
  );
}
