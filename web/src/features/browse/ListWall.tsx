import { skipToken } from '@reduxjs/toolkit/query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useListPageQuery } from '@/api';
import { useDemoWorld, useMakingBadge, type DemoWorld } from '@/lib/demo';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { placeOnWall, WALL_PAGE } from '@/lib/wall';
import { CardBone, EmptyPanel, Poster, SlowNote, TroublePanel, Wall } from '@/ui';
import { GridBones } from './GridBones';

/** Of a wall, this many are seen without scrolling. */
const EAGER_CARDS = 12;

/** All posters of a list, loaded page by page as they come into sight. */
export function ListWall({ slug }: { slug: string }) {
  const demo = useDemoWorld();
  return <WallOf slug={slug} renderCard={(place) => <Slot {...place} demo={demo} />} />;
}

/** Where a card stands on the wall of which list. */
export interface WallPlace {
  slug: string;
  /** From 0. */
  index: number;
  total: number;
}

export function WallOf({ slug, renderCard }: { slug: string; renderCard: (place: WallPlace) => ReactNode }) {
  const { t } = useTranslation();
  const first = useListPageQuery({ slug, page: 1, pageSize: WALL_PAGE, lang: useLanguage() });

  if (first.isError) return <TroublePanel error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === undefined) {
    return (
      <>
        <GridBones />
        <SlowNote waiting />
      </>
    );
  }
  const { total } = first.data;
  if (total === 0) return <EmptyPanel title={t('browse.emptyTitle')} text={t('browse.empty')} />;
  return <Wall total={total} renderCard={(index) => renderCard({ slug, index, total })} />;
}

/** Only to have it ready. */
const NOTHING = {};
const NOT_YET = { selectFromResult: () => NOTHING };

/** The title at a place, as soon as it is known. All places of a page share one request. */
export function useTitleAt({ slug, index, total }: WallPlace) {
  const lang = useLanguage();
  const { page, at, next } = placeOnWall(index, total);
  useListPageQuery(next === null ? skipToken : { slug, page: next, pageSize: WALL_PAGE, lang }, NOT_YET);
  return useListPageQuery(
    { slug, page, pageSize: WALL_PAGE, lang },
    { selectFromResult: ({ data, isFetching }) => ({ title: data?.items[at], isFetching }) },
  );
}

function Slot({ demo, ...place }: WallPlace & { demo: DemoWorld | null }) {
  const badge = useMakingBadge(demo);
  const { title } = useTitleAt(place);
  if (title === undefined) return <CardBone />;
  return (
    <Poster
      to={titlePath(title)}
      title={title.title}
      note={title.year === null ? undefined : String(title.year)}
      picture={title.poster}
      focusKey={`${place.slug}:${title.ref}`}
      eager={place.index < EAGER_CARDS}
      badge={badge(title.ref)}
    />
  );
}
