import { useTranslation } from 'react-i18next';
import { useBlocklistQuery, useScoringQuery } from '@/api';
import { Bone, Page, SlowNote, TroublePanel } from '@/ui';
import { Blocked } from './Blocked';
import { Profile } from './Profile';

/** What decides which source plays: the house's wishes, and the groups nobody wants. */
export default function Ranking() {
  const { t } = useTranslation();
  const scoring = useScoringQuery();
  const blocklist = useBlocklistQuery();
  const failed = [scoring, blocklist].find((query) => query.isError);
  return (
    <Page title={t('ranking.title')} narrow>
      {failed && <TroublePanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (scoring.data === undefined || blocklist.data === undefined) && (
        <>
          <Bone height="20rem" />
          <SlowNote waiting />
        </>
      )}
      {!failed && scoring.data && blocklist.data && (
        <>
          <Profile stored={scoring.data} />
          <Blocked stored={blocklist.data.groups ?? []} />
        </>
      )}
    </Page>
  );
}
