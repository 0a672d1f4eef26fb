import { useTranslation } from 'react-i18next';

/** The house's own lists have translated names; any other is called what its maker called it. */
const OWN = {
  '@@tmdb_movies_popular': 'popularFilms',
  '@@tmdb_movies_top_rated': 'topFilms',
  '@@tmdb_movies_trending': 'trendingFilms',
  '@@tmdb_movies_upcoming': 'upcomingFilms',
  '@@tmdb_shows_popular': 'popularShows',
  '@@tmdb_shows_top_rated': 'topShows',
  '@@tmdb_shows_trending': 'trendingShows',
  '@@tmdb_shows_upcoming': 'upcomingShows',
  '@@added': 'added',
} as const;

/** Films and shows share the names of their genres; on a page with both, a name alone would say neither. */
const GENRE = /^@@tmdb_(movie|show)s_genre_\d+$/;

export function isGenreList({ slug }: { slug: string }): boolean {
  return GENRE.test(slug);
}

export function useListName(): (list: { slug: string; name: string }) => string {
  const { t } = useTranslation();
  return ({ slug, name }) => {
    const own = OWN[slug as keyof typeof OWN] as (typeof OWN)[keyof typeof OWN] | undefined;
    if (own !== undefined) return t(`lists.${own}`);
    const kind = GENRE.exec(slug)?.[1];
    if (kind === undefined || name === '') return name;
    return `${name} · ${kind === 'movie' ? t('common.films') : t('common.shows')}`;
  };
}
