import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout } from '@/lib/layout';
import { Bone, useFocusItem } from '@/ui';
import { minutesAndSeconds, secondsUntil, spoken, type Code } from './link';
import styles from './Trakt.module.css';

const QrCode = lazy(() => import('./QrCode'));

/** The code, large enough for the other end of the room, and every way to hand it in. */
export function WaitingCode({ code }: { code: Code }) {
  const { t } = useTranslation();
  const layout = useLayout();
  const left = useSecondsUntil(code.expiresAt);
  return (
    <div className={styles.waiting}>
      <div className={styles.code}>
        <p className={styles.step}>{t('account.trakt.open')}</p>
        {layout === 'tv' ? (
          <strong className={styles.address}>{spoken(code.address)}</strong>
        ) : (
          <AddressLink to={code.complete}>{spoken(code.address)}</AddressLink>
        )}
        <p className={styles.step}>{t('account.trakt.type')}</p>
        {/* Letter by letter for a reader: it is to be typed, not to be said. */}
        <p className={styles.userCode}>
          <span aria-hidden="true">{code.userCode}</span>
          <span className="unseen">{[...code.userCode].join(' ')}</span>
        </p>
        <p className={styles.left} role="timer">
          {t('account.trakt.left', { time: minutesAndSeconds(left) })}
        </p>
      </div>
      <figure className={styles.figure}>
        <Suspense fallback={<Bone height="100%" />}>
          <QrCode value={code.complete} label={t('account.trakt.qr', { address: spoken(code.complete) })} />
        </Suspense>
        <figcaption>{t('account.trakt.scan')}</figcaption>
      </figure>
    </div>
  );
}

function AddressLink({ to, children }: { to: string; children: string }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: 'trakt:address' });
  return (
    <a ref={ref} href={to} target="_blank" rel="noreferrer" className={styles.address}>
      {children}
    </a>
  );
}

function useSecondsUntil(iso: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return secondsUntil(iso, now);
}
