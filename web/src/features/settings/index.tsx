import { useTranslation } from 'react-i18next';
import { useStatusQuery } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { Bone, Icon, Meter, Page, Section, SlowNote, TroublePanel } from '@/ui';
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
  const hasToken = !status.data.demo;
  return (
    <Page title={t('settings.title')} narrow>
      <Section title={t('settings.catalogue')} text={t('settings.catalogueText')}>
        <Fact
          name="TMDB_API_ACCESS_TOKEN"
          label={t('settings.tmdb')}
          isSet={hasToken}
          how={hasToken ? undefined : t('settings.tmdbHow')}
        />
        {demo.active && (
          <div className={styles.demo}>
            <strong>{t('demo.title')}</strong>
            <p>
              {demo.ready < demo.total ? t('demo.progress', { ready: demo.ready, total: demo.total }) : t('demo.done')}
            </p>
            {demo.ready < demo.total && <Meter value={demo.ready / demo.total} label={t('demo.films')} tone="mint" />}
          </div>
        )}
      </Section>
      <Section title={t('settings.sources')} text={t('settings.sourcesText')}>
        <ul className={styles.names}>
          {['YTS_API_URL', 'EZTV_API_URL', 'THERARBG_API_URL', 'TORZNAB_URL', 'STREMIO_ADDON_URL'].map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('settings.storage')} text={t('settings.storageText')}>
        <ul className={styles.names}>
          {['MIAUFLIX_DATA_DIR', 'STORAGE_QUOTA_GB', 'TORRENT_PORT'].map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('settings.about')}>
        <p className={styles.version}>{t('settings.version', { version: status.data.version })}</p>
        <p className={styles.small}>{t('settings.tmdbNotice')}</p>
      </Section>
    </Page>
  );
}

interface FactProps {
  name: string;
  label: string;
  isSet: boolean;
  /** What to do about it. */
  how: string | undefined;
}

function Fact({ name, label, isSet, how }: FactProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.fact}>
      <span className={isSet ? styles.yes : styles.no}>
        <Icon name={isSet ? 'check' : 'info'} />
      </span>
      <span className={styles.words}>
        <strong>{label}</strong>
        <code>{name}</code>
        {how !== undefined && <span className={styles.how}>{how}</span>}
      </span>
      <span className={styles.state}>{isSet ? t('settings.isSet') : t('settings.isNotSet')}</span>
    </div>
  );
}
