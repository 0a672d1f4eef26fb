import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui';
import styles from './ConnectionNote.module.css';

/** Says that this device has left the network, and takes it back by itself. What is on the page stays. */
export function ConnectionNote() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div role="status" className={online ? 'unseen' : styles.note}>
      {!online && (
        <>
          <Icon name="offline" />
          <span>{t('common.deviceOffline')}</span>
        </>
      )}
    </div>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
}
