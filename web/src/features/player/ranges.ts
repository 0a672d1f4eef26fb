/** Parts of the seek bar, as fractions of it. */
export interface Span {
  start: number;
  end: number;
}

/** What the browser holds: `media.buffered` as fractions of the duration. */
export function bufferedSpans(buffered: TimeRanges, duration_s: number): Span[] {
  const spans: Span[] = [];
  for (let index = 0; index < buffered.length; index += 1) {
    spans.push({ start: buffered.start(index) / duration_s, end: buffered.end(index) / duration_s });
  }
  return tidy(spans);
}

/**
 * What the server holds: byte ranges (`end` excluded) as fractions of the file. Bytes stand for time in proportion:
 * with a varying bitrate that is off by a little, which a bar of a few hundred pixels does not show.
 */
export function fetchedSpans(ranges: readonly (readonly number[])[], size_bytes: number | null): Span[] {
  if (!size_bytes) return [];
  return tidy(ranges.map(([start = 0, end = 0]) => ({ start: start / size_bytes, end: end / size_bytes })));
}

/** The byte that is about to be needed at a time, by the same proportion. */
export function byteAt(position_s: number, duration_s: number | null, size_bytes: number | null): number {
  if (!duration_s || !size_bytes) return 0;
  const fraction = Math.min(1, Math.max(0, position_s / duration_s));
  return Math.min(size_bytes - 1, Math.floor(fraction * size_bytes));
}

/** Gaps and slivers narrower than this cannot be seen. */
const VISIBLE = 0.002;

/** Within the bar, in order, joined where they touch or nearly do, and without slivers. */
function tidy(spans: Span[]): Span[] {
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(1, end) }))
    .filter(({ start, end }) => end > start);
  inside.sort((one, other) => one.start - other.start);
  const joined: Span[] = [];
  for (const span of inside) {
    const last = joined[joined.length - 1];
    if (last && span.start - last.end < VISIBLE) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined.filter(({ start, end }) => end - start >= VISIBLE);
}
