/** What is known of a playable: names for the overlay, pictures, and the sources to choose from. */
import { useTranslation } from 'react-i18next';
import { useMovieQuery, useSeasonQuery, useShowQuery, type SourceOut } from '@/api';
import { useLanguage } from '@/lib/session';
import { useSources, type SourceSearch } from '@/lib/sourceSearch';
import type { PictureSource } from '@/ui';

export interface TitleInfo {
  /** The film or the show. */
  name: string;
  /** "S1 E2 · Low water"; null for a film. */
  part: string | null;
  backdrop: PictureSource | null;
  poster: PictureSource | null;
  sources: readonly SourceOut[];
  search: SourceSearch;
}

type Named = Omit<TitleInfo, 'sources' | 'search'>;

interface EpisodeRef {
  show: number;
  season: number;
  number: number;
}

/** `called` is the name that came with the ticket, for when the catalogue is slow or does not know it. */
export function useTitle(ref: string, called: string): TitleInfo {
  const film = filmOf(ref);
  const episode = episodeOf(ref);
  const asFilm = useFilm(film);
  const asEpisode = useEpisode(episode);
  // Pressing Play has looked where nothing was known; what plays is not worth a question to every provider.
  const { offers, search } = useSources(ref, { looks: false });
  const known = asFilm ?? asEpisode ?? { name: called, part: null, backdrop: null, poster: null };
  return { ...known, sources: offers.data?.items ?? [], search };
}

function useFilm(tmdbId: number | null): Named | null {
  const lang = useLanguage();
  const { data } = useMovieQuery({ tmdbId: tmdbId ?? 0, lang }, { skip: tmdbId === null });
  if (!data) return null;
  return { name: data.title, part: null, backdrop: data.backdrop, poster: data.poster };
}

function useEpisode(episode: EpisodeRef | null): Named | null {
  const { t } = useTranslation();
  const lang = useLanguage();
  const skip = episode === null;
  const { show: tmdbId, season, number } = episode ?? { show: 0, season: 0, number: 0 };
  const show = useShowQuery({ tmdbId, lang }, { skip }).data;
  const inSeason = useSeasonQuery({ tmdbId, number: season, lang }, { skip }).data;
  if (!show) return null;
  const found = inSeason?.episodes.find((one) => one.number === number);
  return {
    name: show.title,
    part: t(found ? 'player.episode' : 'player.episodeUntitled', { season, number, title: found?.title ?? '' }),
    backdrop: show.backdrop ?? found?.still ?? null,
    poster: show.poster,
  };
}

export interface NextInfo {
  name: string;
  still: PictureSource | null;
}

/** The episode that follows, by its reference; skipped while there is none. */
export function useNextInfo(ref: string | null): NextInfo | null {
  const { t } = useTranslation();
  const lang = useLanguage();
  const episode = ref === null ? null : episodeOf(ref);
  const { show: tmdbId, season, number } = episode ?? { show: 0, season: 0, number: 0 };
  const { data } = useSeasonQuery({ tmdbId, number: season, lang }, { skip: episode === null });
  if (!episode) return null;
  const found = data?.episodes.find((one) => one.number === number);
  return {
    name: t(found ? 'player.episode' : 'player.episodeUntitled', { season, number, title: found?.title ?? '' }),
    still: found?.still ?? null,
  };
}

export function filmOf(ref: string): number | null {
  const match = /^movie:(\d+)$/.exec(ref);
  return match ? Number(match[1]) : null;
}

export function episodeOf(ref: string): EpisodeRef | null {
  const match = /^episode:(\d+):(\d+):(\d+)$/.exec(ref);
  return match ? { show: Number(match[1]), season: Number(match[2]), number: Number(match[3]) } : null;
}
