import { skipToken } from '@reduxjs/toolkit/query';
import { useTranslation } from 'react-i18next';
import { useWatchlistQuery, type WatchlistPage } from '@/api';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { placeOnWall, WALL_PAGE } from '@/lib/wall';
import { Bone, CardBone, EmptyPanel, OwnPages, Page, Poster, SlowNote, TroublePanel, Wall } from '@/ui';

/** Only to have it ready. */
const NOTHING = {};
const NOT_YET = { selectFromResult: () => NOTHING };

/** What this profile wants to see one day, what came last first. */
export default function Watchlist() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const first = useWatchlistQuery({ page: 1, pageSize: WALL_PAGE, lang });
  const total = first.data?.total ?? 0;
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
      {total > 0 && <Wall total={total} renderCard={(index) => <Slot index={index} total={total} lang={lang} />} />}
    </Page>
  );
}

/** What arrows come to first: the card that was added last, once it is there. */
function firstOf(page: WatchlistPage | undefined): string {
  if (page === undefined) return 'watchlist:coming';
  return page.items[0] === undefined ? 'own:/watchlist' : `watchlist:${page.items[0].ref}`;
}

function Slot({ index, total, lang }: { index: number; total: number; lang: string }) {
  const { t } = useTranslation();
  const { page, at, next } = placeOnWall(index, total);
  const { title } = useWatchlistQuery(
    { page, pageSize: WALL_PAGE, lang },
    { selectFromResult: ({ data }) => ({ title: data?.items[at] }) },
  );
  useWatchlistQuery(next === null ? skipToken : { page: next, pageSize: WALL_PAGE, lang }, NOT_YET);
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
