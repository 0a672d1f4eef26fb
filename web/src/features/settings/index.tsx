import { useTranslation } from 'react-i18next';
import { useStatusQuery } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { Bone, Meter, Page, Section, SlowNote, TroublePanel } from '@/ui';
import styles from './Settings.module.css';

/** What is set and what is not, and where it is set. Values themselves stay on the server. */
export default function Settings() {
  const { t } = useTranslation();
  const status = useStatusQuery();
  const demo = useDemoWorld();
  if (status.isError) {
    return (
      <Page title={t('settings.title')} narrow>
        <TroublePanel error={status.error} onRetry={() => void status.refetch()} />
      </Page>
    );
  }
  if (!status.data || demo === null) {
    return (
      <Page title={t('settings.title')} narrow>
        <Bone height="16rem" />
        <SlowNote waiting />
      </Page>
    );
  }
  return (
    <Page title={t('settings.title')} narrow>
      <Section title={t('demo.title')} text={t('settings.demoText')}>
        <Names names={['DEMO_FILMS']} />
        <div className={styles.demo}>
          {demo.active ? (
            <>
              <p>
                {demo.ready < demo.total
                  ? t('demo.progress', { ready: demo.ready, total: demo.total })
                  : t('demo.done')}
              </p>
              {demo.ready < demo.total && <Meter value={demo.ready / demo.total} label={t('demo.films')} tone="mint" />}
            </>
          ) : (
            <p>{t('settings.demoOff')}</p>
          )}
        </div>
      </Section>
      <Section title={t('settings.titles')} text={t('settings.titlesText')}>
        <Names names={['TORRENTS_DIR']} />
      </Section>
      <Section title={t('settings.storage')} text={t('settings.storageText')}>
        <Names names={['MIAUFLIX_DATA_DIR', 'STORAGE_QUOTA_GB', 'TORRENT_PORT']} />
      </Section>
      <Section title={t('settings.about')}>
        <p className={styles.version}>{t('settings.version', { version: status.data.version })}</p>
      </Section>
    </Page>
  );
}

/** Names of settings as they stand in the environment. */
function Names({ names }: { names: string[] }) {
  return (
    <ul className={styles.names}>
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
