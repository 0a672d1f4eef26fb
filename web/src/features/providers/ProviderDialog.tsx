import type { ProviderOut } from '@/api';
import { Dialog } from '@/ui';
import { titleOf } from './naming';
import { ProviderForm } from './ProviderForm';

/** One provider, to be changed. */
export function ProviderDialog({ provider, onClose }: { provider: ProviderOut; onClose: () => void }) {
  return (
    <Dialog title={titleOf(provider)} onClose={onClose}>
      <ProviderForm provider={provider} name={provider.name} onClose={onClose} />
    </Dialog>
  );
}
