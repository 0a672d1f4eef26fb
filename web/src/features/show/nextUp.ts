import type { EpisodeOut, ProgressOut } from '@/api';

/** The episode to play now: one that was begun and not finished, else the first unwatched that can be played. */
export function nextUp(
  episodes: EpisodeOut[],
  progress: ProgressOut[],
): { episode: EpisodeOut; begun: boolean } | null {
  const known = new Map(progress.map((one) => [one.ref, one]));
  const playable = episodes.filter((episode) => episode.available);
  const begun = playable.filter((episode) => {
    const one = known.get(episode.ref);
    return one !== undefined && !one.watched && one.resume_at_s > 0;
  });
  const latest = begun.toSorted((a, b) => time(known.get(b.ref)) - time(known.get(a.ref)))[0];
  if (latest) return { episode: latest, begun: true };
  const next = playable.find((episode) => !known.get(episode.ref)?.watched) ?? playable[0];
  return next ? { episode: next, begun: false } : null;
}

/** The episode that would play now if everything could be had; null when all of them were seen. */
export function wantedNext(episodes: EpisodeOut[], progress: ProgressOut[]): EpisodeOut | null {
  const next = nextUp(
    episodes.map((episode) => ({ ...episode, available: true })),
    progress,
  );
  const wasSeen = progress.some((one) => one.ref === next?.episode.ref && one.watched);
  return wasSeen ? null : (next?.episode ?? null);
}

function time(progress: ProgressOut | undefined): number {
  return progress ? Date.parse(progress.updated_at) : 0;
}
