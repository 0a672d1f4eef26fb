import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useGenresQuery, useListsQuery } from '@/api';
import { listPath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { ButtonLink, Choice, EmptyPanel, isGenreList, Page, TroublePanel, useListName } from '@/ui';
import styles from './Browse.module.css';
import { GridBones } from './GridBones';
import { ListWall } from './ListWall';
import { OwnList } from './OwnList';
import { OwnLists } from './OwnLists';

/** All of one list; by kind, the lists of films or of shows with a choice between them, or those of one's own. */
export default function Browse({ kind }: { kind?: 'movie' | 'show' | 'own' }) {
  const { slug } = useParams();
  if (kind === 'own') return <OwnLists />;
  return kind === undefined ? <OneList slug={slug ?? ''} /> : <ListsOf kind={kind} key={kind} />;
}

function OneList({ slug }: { slug: string }) {
  const lists = useListsQuery({ lang: useLanguage() });
  const name = useListName();
  const list = lists.data?.find((one) => one.slug === slug);
  if (list?.own === true) return <OwnList key={slug} list={list} />;
  return (
    <Page title={name(list ?? { slug, name: '' })}>
      <ListWall key={slug} slug={slug} />
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
