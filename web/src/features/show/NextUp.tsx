import { useTranslation } from 'react-i18next';
import { useProgressQuery, useSeasonQuery } from '@/api';
import { watchPath } from '@/lib/places';
import { useSources } from '@/lib/sourceSearch';
import { ButtonLink } from '@/ui';
import { nextUp, wantedNext } from './nextUp';

interface NextUpProps {
  tmdbId: number;
  season: number;
  lang: string;
}

/** Plays the episode one is in the middle of, or the first one not seen yet. */
export function NextUp({ tmdbId, season, lang }: NextUpProps) {
  const { t } = useTranslation();
  const { data } = useSeasonQuery({ tmdbId, number: season, lang });
  const refs = data?.episodes.map((episode) => episode.ref).join(',') ?? '';
  const seen = useProgressQuery({ refs }, { skip: refs === '' }).currentData?.items;
  const progress = seen ?? [];
  // Of a whole season only the episode that would play is looked for: each costs every provider a question.
  const wanted = seen === undefined ? null : wantedNext(data?.episodes ?? [], seen);
  useSources(wanted?.ref ?? '', { skip: wanted === null });
  const next = nextUp(data?.episodes ?? [], progress);
  if (next === null) return null;
  const { episode, begun } = next;
  const which = t('title.episodeShort', { season: episode.season, number: episode.number });
  return (
    <ButtonLink to={watchPath(episode.ref)} look="primary" icon="play" focusKey="show:play">
      {begun ? t('title.resumeEpisode', { which }) : t('title.playEpisode', { which })}
    </ButtonLink>
  );
}
