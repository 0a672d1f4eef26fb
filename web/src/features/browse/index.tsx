import { skipToken } from '@reduxjs/toolkit/query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useGenresQuery, useListPageQuery, useListsQuery } from '@/api';
import { useDemoWorld, useMakingBadge, type DemoWorld } from '@/lib/demo';
import { listPath, titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { placeOnWall, WALL_PAGE } from '@/lib/wall';
import {
  Button,
  ButtonLink,
  CardBone,
  Choice,
  EmptyPanel,
  isGenreList,
  Page,
  Poster,
  SlowNote,
  TroublePanel,
  useListName,
  Wall,
} from '@/ui';
import styles from './Browse.module.css';
import { GridBones } from './GridBones';
import { ChangeList } from './ListDialog';
import { OwnLists } from './OwnLists';

/** Of a wall, this many are seen without scrolling. */
const EAGER_CARDS = 12;

/** All of one list; by kind, the lists of films or of shows with a choice between them, or those of one's own. */
export default function Browse({ kind }: { kind?: 'movie' | 'show' | 'own' }) {
  const { slug } = useParams();
  if (kind === 'own') return <OwnLists />;
  return kind === undefined ? <OneList slug={slug ?? ''} /> : <ListsOf kind={kind} key={kind} />;
}

function OneList({ slug }: { slug: string }) {
  const lists = useListsQuery({ lang: useLanguage() });
  const name = useListName();
  const { t } = useTranslation();
  const [isChanging, setChanging] = useState(false);
  const list = lists.data?.find((one) => one.slug === slug);
  const change = list?.own === true && (
    <Button icon="pencil" focusKey="list:change" onClick={() => setChanging(true)}>
      {t('ownLists.edit')}
    </Button>
  );
  return (
    <Page title={name(list ?? { slug, name: '' })} aside={change}>
      <ListWall key={slug} slug={slug} own={list?.own ?? false} />
      {isChanging && list !== undefined && <ChangeList list={list} onClose={() => setChanging(false)} />}
    </Page>
  );
}

function ListsOf({ kind }: { kind: 'movie' | 'show' }) {
  const { t } = useTranslation();
  const name = useListName();
  const lists = useListsQuery({ lang: useLanguage() });
  const [chosen, setChosen] = useState<string | null>(null);
  const title = kind === 'movie' ? t('common.films') : t('common.shows');
  const ours = (lists.data ?? []).filter((list) => list.kind === kind && list.total > 0 && !isGenreList(list));
  const slug = chosen ?? ours[0]?.slug;
  const choice = ours.length > 1 && slug !== undefined && (
    <Choice
      label={t('browse.list')}
      hideLabel
      options={ours.map((list) => ({ value: list.slug, label: name(list) }))}
      value={slug}
      onChange={setChosen}
    />
  );
  return (
    <Page title={title} aside={choice}>
      {lists.isError && <TroublePanel error={lists.error} onRetry={() => void lists.refetch()} />}
      {lists.isLoading && <GridBones />}
      {lists.isSuccess && slug === undefined && <EmptyPanel title={t('browse.emptyTitle')} text={t('browse.empty')} />}
      <Genres kind={kind} />
      {slug !== undefined && <ListWall key={slug} slug={slug} />}
    </Page>
  );
}

/** The genres that have titles, each a list of its own. */
function Genres({ kind }: { kind: 'movie' | 'show' }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const genres = (useGenresQuery({ kind, lang }).data ?? []).filter(({ list_slug }) => list_slug !== null);
  if (genres.length === 0) return null;
  return (
    <nav aria-label={t('browse.genres')}>
      <ul className={styles.genres}>
        {genres.map((genre) => (
          <li key={genre.id}>
            <ButtonLink to={listPath(genre.list_slug)} look="secondary" focusKey={`genre:${genre.id}`}>
              {genre.name}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** All posters of a list, loaded page by page as they come into sight. */
function ListWall({ slug, own = false }: { slug: string; own?: boolean }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const demo = useDemoWorld();
  const first = useListPageQuery({ slug, page: 1, pageSize: WALL_PAGE, lang });

  if (first.isError) return <TroublePanel error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === undefined) {
    return (
      <>
        <GridBones />
        <SlowNote waiting />
      </>
    );
  }
  if (first.data.total === 0 && own) {
    return <EmptyPanel title={t('ownLists.emptyListTitle')} text={t('ownLists.emptyList')} />;
  }
  if (first.data.total === 0) return <EmptyPanel title={t('browse.emptyTitle')} text={t('browse.empty')} />;
  return (
    <Wall
      total={first.data.total}
      renderCard={(index) => <Slot slug={slug} index={index} total={first.data.total} lang={lang} demo={demo} />}
    />
  );
}

/** Only to have it ready. */
const NOTHING = {};
const NOT_YET = { selectFromResult: () => NOTHING };

interface SlotProps {
  slug: string;
  index: number;
  total: number;
  lang: string;
  demo: DemoWorld | null;
}

/** One place of the wall. All places of a page share one request. */
function Slot({ slug, index, total, lang, demo }: SlotProps) {
  const badge = useMakingBadge(demo);
  const { page, at, next } = placeOnWall(index, total);
  const { title } = useListPageQuery(
    { slug, page, pageSize: WALL_PAGE, lang },
    { selectFromResult: ({ data }) => ({ title: data?.items[at] }) },
  );
  useListPageQuery(next === null ? skipToken : { slug, page: next, pageSize: WALL_PAGE, lang }, NOT_YET);
  if (title === undefined) return <CardBone />;
  return (
    <Poster
      to={titlePath(title)}
      title={title.title}
      note={title.year === null ? undefined : String(title.year)}
      picture={title.poster}
      focusKey={`${slug}:${title.ref}`}
      eager={index < EAGER_CARDS}
      badge={badge(title.ref)}
    />
  );
}
