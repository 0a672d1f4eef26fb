import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  useDeleteProviderMutation,
  usePutProviderMutation,
  useTryProviderMutation,
  type ProviderOut,
  type ProviderTest,
} from '@/api';
import { asTrouble, Button, Choice, Dialog, Field, Form, Icon, say, TroubleLine } from '@/ui';
import styles from './Providers.module.css';

/** One provider: whether it is asked, where, and with which key; to be tried out before it is saved. */
export function ProviderDialog({ provider, onClose }: { provider: ProviderOut; onClose: () => void }) {
  const { t } = useTranslation();
  const [enabled, setEnabled] = useState<'on' | 'off'>(provider.enabled ? 'on' : 'off');
  const [url, setUrl] = useState(provider.base_url ?? '');
  const [key, setKey] = useState('');
  const [put, saving] = usePutProviderMutation();
  const [test, testing] = useTryProviderMutation();
  const [remove, removing] = useDeleteProviderMutation();
  const error = saving.error ?? testing.error ?? removing.error;
  const wrong = error === undefined ? {} : asTrouble(error).fields;

  // A field left alone changes nothing: what is not sent stays as it is.
  const body = () => ({
    enabled: enabled === 'on',
    ...(url.trim() === (provider.base_url ?? '') ? {} : { base_url: url.trim() === '' ? null : url.trim() }),
    ...(key === '' ? {} : { api_key: key }),
  });
  const save = async () => {
    const answer = await put({ name: provider.name, providerBody: body() });
    if (answer.error) return;
    say(t('common.saved'));
    onClose();
  };
  const forget = async () => {
    const answer = await remove({ name: provider.name });
    if (!answer.error) onClose();
  };

  return (
    <Dialog title={provider.title} onClose={onClose}>
      <Form onSubmit={save}>
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
          <Field
            label={t('providers.key')}
            hint={provider.has_api_key ? t('providers.keyKept') : t('providers.keyHint')}
            type="password"
            value={key}
            error={wrong['api_key']}
            autoComplete="off"
            onChange={(event) => setKey(event.target.value)}
          />
        )}
        <Outcome test={testing.data} />
        <TroubleLine error={error} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={saving.isLoading}>
            {t('common.save')}
          </Button>
          <Button icon="plug" busy={testing.isLoading} onClick={() => void test({ name: provider.name, body: body() })}>
            {t('providers.test')}
          </Button>
          {provider.origin === 'settings' && (
            <Button look="danger" icon="trash" busy={removing.isLoading} onClick={() => void forget()}>
              {t('providers.remove')}
            </Button>
          )}
        </div>
      </Form>
    </Dialog>
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
            <strong>{test.ok ? t('providers.worksIn', { time: test.elapsed_ms }) : t('providers.fails')}</strong>
            {` ${test.ok ? (test.sample ?? '') : test.detail}`}
          </span>
        </p>
      )}
    </div>
  );
}
