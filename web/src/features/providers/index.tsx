import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProvidersQuery, type ProviderOut } from '@/api';
import { useFormat } from '@/lib/format';
import { Bone, Button, Page, Said, SlowNote, TroublePanel } from '@/ui';
import { useProviderTitle } from './naming';
import { NewProvider } from './NewProvider';
import { ProviderDialog } from './ProviderDialog';
import styles from './Providers.module.css';

/** As long as the shortest rest of a provider. */
const LOOK_AGAIN_MS = 30_000;

/** Who is asked for releases, how they are doing, and where that is set. */
export default function Providers() {
  const { t } = useTranslation();
  const providers = useProvidersQuery(undefined, { pollingInterval: LOOK_AGAIN_MS, skipPollingIfUnfocused: true });
  const [edited, setEdited] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const provider = providers.data?.find(({ name }) => name === edited);
  return (
    <Page title={t('providers.title')} narrow>
      <p className={styles.lead}>{t('providers.text')}</p>
      {providers.isError && <TroublePanel error={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.isLoading && (
        <>
          <Bone height="16rem" />
          <SlowNote waiting />
        </>
      )}
      <ul className={styles.providers}>
        {(providers.data ?? []).map((one) => (
          <ProviderRow key={one.name} provider={one} onEdit={() => setEdited(one.name)} />
        ))}
      </ul>
      {providers.data && (
        <div className={styles.add}>
          <Button icon="plus" focusKey="add:provider" onClick={() => setAdding(true)}>
            {t('providers.add')}
          </Button>
          <p>{t('providers.addText')}</p>
        </div>
      )}
      {isAdding && <NewProvider providers={providers.data ?? []} onClose={() => setAdding(false)} />}
      {provider && <ProviderDialog provider={provider} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function ProviderRow({ provider, onEdit }: { provider: ProviderOut; onEdit: () => void }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const title = useProviderTitle()(provider);
  const facts = [
    t(`providers.origins.${provider.origin}`),
    provider.base_url,
    provider.last_ok_at === null ? null : t('providers.lastOk', { when: ago(provider.last_ok_at) }),
    provider.elapsed_ms === null ? null : t('providers.took', { time: provider.elapsed_ms }),
    provider.retry_at === null ? null : t('providers.retry', { when: ago(provider.retry_at) }),
  ];
  return (
    <li className={styles.provider}>
      <div className={styles.words}>
        <h2>{title}</h2>
        <span className={styles.facts}>{facts.filter(Boolean).join(' · ')}</span>
        {provider.detail !== null && (
          <span className={styles.trouble}>
            <Said said={provider.said} english={provider.detail} />
          </span>
        )}
      </div>
      <span className={`${styles.state} ${styles[provider.state]}`}>{t(`providers.states.${provider.state}`)}</span>
      <Button
        look="quiet"
        icon="pencil"
        focusKey={`edit:${provider.name}`}
        aria-label={t('providers.editOf', { name: title })}
        onClick={onEdit}
      >
        {t('providers.edit')}
      </Button>
    </li>
  );
}
