import { useTranslation } from 'react-i18next';

/** The house's own lists have translated names; any other is called what its maker called it. */
const OWN = {
  '@@tmdb_movies_popular': 'popularFilms',
  '@@tmdb_movies_top_rated': 'topFilms',
  '@@tmdb_shows_popular': 'popularShows',
  '@@tmdb_shows_top_rated': 'topShows',
  '@@added': 'added',
} as const;

export function useListName(): (list: { slug: string; name: string }) => string {
  const { t } = useTranslation();
  return ({ slug, name }) => {
    const own = OWN[slug as keyof typeof OWN] as (typeof OWN)[keyof typeof OWN] | undefined;
    return own === undefined ? name : t(`lists.${own}`);
  };
}
