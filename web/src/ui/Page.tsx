import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE } from '@/lib/spatial';
import { FocusGroup } from './focus';
import styles from './Page.module.css';

interface PageProps {
  /** Names the page in the window's title and to screen readers. */
  title: string;
  children: ReactNode;
  /** The page shows its own h1; otherwise the title is shown as one, or only read out. */
  heading?: 'shown' | 'read' | 'own';
  /** What stands beside the heading. */
  aside?: ReactNode;
  /** Reads better narrow: forms and settings. */
  narrow?: boolean;
  /** Pictures reach the edges of the window. */
  bleed?: boolean;
  /** Focus key of what arrow keys reach first. */
  first?: string;
}

export function Page({ title, children, heading = 'shown', aside, narrow, bleed, first }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = title === '' ? t('common.appName') : `${title} · ${t('common.appName')}`;
  }, [title, t]);
  return (
    <FocusGroup focusKey={PAGE} restore={false} {...(first === undefined ? {} : { first })}>
      <div
        data-first={first}
        className={[styles.page, narrow ? styles.narrow : '', bleed ? styles.bleed : ''].join(' ')}
      >
        {heading === 'shown' && (
          <div className={styles.top}>
            <h1 tabIndex={-1}>{title}</h1>
            {aside}
          </div>
        )}
        {heading === 'read' && (
          <h1 className="unseen" tabIndex={-1}>
            {title}
          </h1>
        )}
        {children}
      </div>
    </FocusGroup>
  );
}
