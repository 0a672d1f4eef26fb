import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useListPageQuery, useListsQuery } from '@/api';
import { useDemoWorld, useMakingBadge, type DemoWorld } from '@/lib/demo';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { Button, Choice, EmptyPanel, Page, Poster, PosterGrid, SlowNote, TroublePanel, useListName } from '@/ui';
import { GridBones } from './GridBones';

const PAGE_SIZE = 36;

/** All of one list; by kind, the lists of films or of shows with a choice between them. */
export default function Browse({ kind }: { kind?: 'movie' | 'show' }) {
  const { slug } = useParams();
  return kind === undefined ? <OneList slug={slug ?? ''} /> : <ListsOf kind={kind} key={kind} />;
}

function OneList({ slug }: { slug: string }) {
  const lists = useListsQuery();
  const name = useListName();
  const list = lists.data?.find((one) => one.slug === slug) ?? { slug, name: '' };
  return (
    <Page title={name(list)}>
      <Wall key={slug} slug={slug} />
    </Page>
  );
}

function ListsOf({ kind }: { kind: 'movie' | 'show' }) {
  const { t } = useTranslation();
  const name = useListName();
  const lists = useListsQuery();
  const [chosen, setChosen] = useState<string | null>(null);
  const title = kind === 'movie' ? t('common.films') : t('common.shows');
  const ours = (lists.data ?? []).filter((list) => list.kind === kind && list.total > 0);
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
      {slug !== undefined && <Wall key={slug} slug={slug} />}
    </Page>
  );
}

/** Page after page of posters. */
function Wall({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const demo = useDemoWorld();
  const [pages, setPages] = useState(1);
  const first = useListPageQuery({ slug, page: 1, pageSize: PAGE_SIZE, lang });

  if (first.isError) return <TroublePanel error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === undefined) {
    return (
      <>
        <GridBones />
        <SlowNote waiting />
      </>
    );
  }
  if (first.data.total === 0) return <EmptyPanel title={t('browse.emptyTitle')} text={t('browse.empty')} />;
  return (
    <>
      {Array.from({ length: pages }, (_, index) => (
        // A page of a list is its number.
        // oxlint-disable-next-line react/no-array-index-key
        <PageOfWall key={index} slug={slug} page={index + 1} lang={lang} demo={demo} />
      ))}
      {pages * PAGE_SIZE < first.data.total && (
        <Button onClick={() => setPages((now) => now + 1)} wide>
          {t('browse.more')}
        </Button>
      )}
    </>
  );
}

interface PageOfWallProps {
  slug: string;
  page: number;
  lang: string;
  demo: DemoWorld | null;
}

function PageOfWall({ slug, page, lang, demo }: PageOfWallProps) {
  const badge = useMakingBadge(demo);
  const { data, error, refetch } = useListPageQuery({ slug, page, pageSize: PAGE_SIZE, lang });
  if (error) return <TroublePanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <GridBones />;
  return (
    <PosterGrid>
      {data.items.map((title, index) => {
        return (
          <Poster
            key={title.ref}
            to={titlePath(title)}
            title={title.title}
            note={title.year === null ? undefined : String(title.year)}
            picture={title.poster}
            focusKey={`${slug}:${title.ref}`}
            eager={page === 1 && index < 12}
            badge={badge(title.ref)}
          />
        );
      })}
    </PosterGrid>
  );
}
