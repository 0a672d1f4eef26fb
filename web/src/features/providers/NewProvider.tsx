import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderOut } from '@/api';
import { Choice, Dialog, Field } from '@/ui';
import { freeLabel, nameOf, useProviderTitle } from './naming';
import { ProviderForm } from './ProviderForm';

const MOST_OFTEN = 'torznab'; // Prowlarr has one address for each of its indexers

/** A further provider of a kind, under a name of its own. */
export function NewProvider({ providers, onClose }: { providers: readonly ProviderOut[]; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useProviderTitle();
  const kinds = providers.filter(({ name, kind }) => name === kind);
  const [wanted, setWanted] = useState(MOST_OFTEN);
  const [typed, setTyped] = useState<string | null>(null);
  const kind = kinds.find(({ name }) => name === wanted) ?? kinds[0];
  if (kind === undefined) return null;

  const label = typed ?? freeLabel(kind.name, providers);
  const name = nameOf(kind.name, label);
  const isTaken = providers.some((one) => one.name === name);
  const trouble = name === null ? t('providers.badLabel') : isTaken ? t('providers.taken', { name }) : undefined;
  const blank = { ...kind, enabled: true, base_url: null, has_api_key: false, origin: 'none' as const };
  return (
    <Dialog title={t('providers.addTitle')} onClose={onClose}>
      <ProviderForm provider={blank} name={isTaken ? null : name} onClose={onClose}>
        <Choice
          label={t('providers.kind')}
          options={kinds.map((one) => ({ value: one.name, label: title(one) }))}
          value={kind.name}
          onChange={setWanted}
        />
        <Field
          label={t('providers.label')}
          hint={t('providers.labelHint', { name: name ?? '' })}
          value={label}
          error={trouble}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </ProviderForm>
    </Dialog>
  );
}
