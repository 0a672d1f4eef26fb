import type { ProviderOut } from '@/api';
import { Dialog } from '@/ui';
import { useProviderTitle } from './naming';
import { ProviderForm } from './ProviderForm';

/** One provider, to be changed. */
export function ProviderDialog({ provider, onClose }: { provider: ProviderOut; onClose: () => void }) {
  const title = useProviderTitle()(provider);
  return (
    <Dialog title={title} onClose={onClose}>
      <ProviderForm provider={provider} name={provider.name} onClose={onClose} />
    </Dialog>
  );
}
