/** Addresses inside the app. A reference like `movie:603` or `episode:1399:1:2` stands in them as it is. */

export function watchPath(ref: string, sourceId?: string): string {
  const query = sourceId === undefined ? '' : `?source=${encodeURIComponent(sourceId)}`;
  return `/watch/${ref}${query}`;
}

export function titlePath(title: { kind: 'movie' | 'show'; tmdb_id: number }): string {
  return title.kind === 'movie' ? `/films/${title.tmdb_id}` : `/shows/${title.tmdb_id}`;
}

/** Where the page of a playable is: the film's, or the season the episode is in. Null for a reference of no title. */
export function titlePathOf(ref: string): string | null {
  const [kind, id, season] = ref.split(':');
  if (kind === 'movie') return `/films/${id}`;
  if (kind === 'show') return `/shows/${id}`;
  return kind === 'episode' ? `/shows/${id}?season=${season}` : null;
}

export function personPath(tmdbId: number): string {
  return `/people/${tmdbId}`;
}

export function listPath(slug: string): string {
  return `/lists/${encodeURIComponent(slug)}`;
}

/** Where to go once signed in, as the router's state remembers it; only paths of this app. */
export function destinationOf(state: unknown): string {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/';
}
