import { useTranslation } from 'react-i18next';
import { useWatchlistQuery, type WatchlistPage } from '@/api';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { Bone, CardBone, EmptyPanel, OwnPages, Page, Poster, SlowNote, TroublePanel, Wall } from '@/ui';

const PAGE_SIZE = 40;

/** What this profile wants to see one day, what came last first. */
export default function Watchlist() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const first = useWatchlistQuery({ page: 1, pageSize: PAGE_SIZE, lang });
  return (
    <Page title={t('watchlist.title')} aside={<OwnPages />} first={firstOf(first.data)}>
      {first.isError && <TroublePanel error={first.error} onRetry={() => void first.refetch()} />}
      {first.isLoading && (
        <>
          <Bone height="16rem" />
          <SlowNote waiting />
        </>
      )}
      {first.data?.total === 0 && <EmptyPanel title={t('watchlist.emptyTitle')} text={t('watchlist.empty')} />}
      {first.data && first.data.total > 0 && (
        <Wall total={first.data.total} renderCard={(index) => <Slot index={index} lang={lang} />} />
      )}
    </Page>
  );
}

/** What arrows come to first: the card that was added last, once it is there. */
function firstOf(page: WatchlistPage | undefined): string {
  if (page === undefined) return 'watchlist:coming';
  return page.items[0] === undefined ? 'own:/watchlist' : `watchlist:${page.items[0].ref}`;
}

function Slot({ index, lang }: { index: number; lang: string }) {
  const { t } = useTranslation();
  const { title } = useWatchlistQuery(
    { page: Math.floor(index / PAGE_SIZE) + 1, pageSize: PAGE_SIZE, lang },
    { selectFromResult: ({ data }) => ({ title: data?.items[index % PAGE_SIZE] }) },
  );
  if (title === undefined) return <CardBone />;
  return (
    <Poster
      to={titlePath(title)}
      title={title.title}
      note={[title.year, title.kind === 'show' ? t('title.show') : null].filter(Boolean).join(' · ')}
      picture={title.poster}
      focusKey={`watchlist:${title.ref}`}
      eager={index < 12}
    />
  );
}
