import { useTranslation } from 'react-i18next';
import { useSources } from '@/lib/sourceSearch';
import { Bone, Dialog, Sources, TroublePanel } from '@/ui';

interface EpisodeSourcesProps {
  playable: string;
  title: string;
  onClose: () => void;
}

/** Where one episode comes from, over the list of all of them. */
export function EpisodeSources({ playable, title, onClose }: EpisodeSourcesProps) {
  const { t } = useTranslation();
  const { offers, search } = useSources(playable);
  return (
    <Dialog title={t('sources.listOf', { title })} onClose={onClose} wide>
      {offers.isError && <TroublePanel error={offers.error} onRetry={() => offers.refetch()} />}
      {offers.isLoading && <Bone height="6rem" />}
      {offers.data && (
        <Sources playable={playable} sources={offers.data.items} ledger={offers.data.ledger.entries} search={search} />
      )}
    </Dialog>
  );
}
