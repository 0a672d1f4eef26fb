import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useDeleteProviderMutation,
  usePutProviderMutation,
  useTryProviderMutation,
  type ProviderOut,
  type ProviderTest,
} from '@/api';
import { Button, Choice, Field, Form, Icon, Said, say, TroubleLine, useRefusals } from '@/ui';
import styles from './Providers.module.css';

interface ProviderFormProps {
  /** As it is; of one that is to be added, as it would be. */
  provider: ProviderOut;
  /** Above the other fields. */
  children?: ReactNode;
  /** Null where nothing can be saved under this name. */
  name: string | null;
  onClose: () => void;
}

/** Whether a provider is asked, where, and with which key; to be tried out before it is saved. */
export function ProviderForm({ provider, name, children, onClose }: ProviderFormProps) {
  const { t } = useTranslation();
  const [enabled, setEnabled] = useState<'on' | 'off'>(provider.enabled ? 'on' : 'off');
  const [url, setUrl] = useState(provider.base_url ?? '');
  const [key, setKey] = useState('');
  const [dropsKey, setDropsKey] = useState(false);
  const [put, saving] = usePutProviderMutation();
  const [test, testing] = useTryProviderMutation();
  const [remove, removing] = useDeleteProviderMutation();
  const error = saving.error ?? testing.error ?? removing.error;
  const wrong = useRefusals(error);
  const address = url.trim();

  // What is not sent stays as it is, and an empty text takes it away.
  const body = () => ({
    enabled: enabled === 'on',
    ...(address === (provider.base_url ?? '') ? {} : { base_url: address }),
    ...(key !== '' || dropsKey ? { api_key: dropsKey ? '' : key } : {}),
  });
  const save = async () => {
    if (name === null) return;
    const answer = await put({ name, providerBody: body() });
    if (answer.error) return;
    say(t('common.saved'));
    onClose();
  };
  const forget = async () => {
    const answer = await remove({ name: provider.name });
    if (!answer.error) onClose();
  };

  return (
    <Form onSubmit={save}>
      {children}
      <Choice
        label={t('providers.enabled')}
        options={[
          { value: 'on', label: t('providers.on') },
          { value: 'off', label: t('providers.off') },
        ]}
        value={enabled}
        onChange={setEnabled}
      />
      <Field
        label={t('providers.url')}
        hint={provider.takes_folders ? t('providers.folderHint') : t('providers.urlHint')}
        value={url}
        error={wrong['base_url']}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setUrl(event.target.value)}
      />
      {provider.needs_key !== 'none' && (
        <>
          <Field
            label={t('providers.key')}
            hint={t(
              dropsKey ? 'providers.keyDropped' : provider.has_api_key ? 'providers.keyKept' : 'providers.keyHint',
            )}
            type="password"
            value={key}
            error={wrong['api_key']}
            autoComplete="off"
            disabled={dropsKey}
            onChange={(event) => setKey(event.target.value)}
          />
          {provider.has_api_key && (
            <div>
              <Button look="quiet" icon="trash" aria-pressed={dropsKey} onClick={() => setDropsKey(!dropsKey)}>
                {t('providers.dropKey')}
              </Button>
            </div>
          )}
        </>
      )}
      <Outcome test={testing.data} />
      <TroubleLine error={error} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={name === null} busy={saving.isLoading}>
          {t('common.save')}
        </Button>
        <Button
          icon="plug"
          disabled={name === null || address === ''}
          busy={testing.isLoading}
          onClick={() => name !== null && void test({ name, body: body() })}
        >
          {t('providers.test')}
        </Button>
        {provider.origin === 'settings' && (
          <Button look="danger" icon="trash" busy={removing.isLoading} onClick={() => void forget()}>
            {t('providers.remove')}
          </Button>
        )}
      </div>
    </Form>
  );
}

function Outcome({ test }: { test: ProviderTest | undefined }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {test && (
        <p className={`${styles.outcome} ${test.ok ? styles.ok : styles.failing}`}>
          <Icon name={test.ok ? 'check' : 'warning'} />
          <span>
            <strong>{test.ok ? t('providers.worksIn', { time: test.elapsed_ms }) : t('providers.fails')}</strong>{' '}
            {test.ok ? (
              <Said said={test.sample_said} english={test.sample ?? ''} />
            ) : (
              <Said said={test.said} english={test.detail} />
            )}
          </span>
        </p>
      )}
    </div>
  );
}
