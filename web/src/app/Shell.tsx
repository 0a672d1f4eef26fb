import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { Toasts, Waiting } from '@/ui';
import { Announcer } from './Announcer';
import { Bar } from './Bar';
import { Crash } from './Crash';
import { ConnectionNote } from './ConnectionNote';
import { Footer } from './Footer';
import { HouseNote } from './HouseNote';
import styles from './Shell.module.css';
import { useBackKey, useReturn } from './travel';

/** What stands around every page but the player's: the bar, the page, and word of a lost connection. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  useReturn();
  useBackKey();
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('common.skipToContent')}
      </a>
      <Bar />
      <main id="main" tabIndex={-1} className={styles.main}>
        <ConnectionNote />
        <HouseNote />
        <Crash key={pathname}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Crash>
        <Footer />
      </main>
      <Toasts />
      <Announcer />
    </>
  );
}
