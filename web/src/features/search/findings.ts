import type { GenreHit, PersonHit, SearchResult, TitleCard } from '@/api';

interface Hits {
  people: PersonHit[];
  genres: GenreHit[];
}

/** What is on the page for one question. */
export interface Findings extends Hits {
  titles: TitleCard[];
  /** The text as it was understood, which `titles` are called. */
  corrected: string | null;
  /** Called as it was typed, where `titles` are called as it was understood. */
  asTyped: TitleCard[];
  /** Sections that came after the titles, and so stand below them. */
  late: Hits;
}

/**
 * The first answer, and what a later one adds to it. Nothing that is shown moves: what is new comes after it, and what
 * the later answer leaves out stays.
 */
export function joined(first: SearchResult, later: SearchResult | undefined): Findings {
  const then = later ?? first;
  const isTypedRight = first.corrected !== null && then.corrected === null && first.items.length > 0;
  const known = new Map(then.items.map((one) => [one.ref, one]));
  const here = first.items.map((one) => known.get(one.ref) ?? one);
  const more = added(first.items, then.items, (one) => one.ref);
  const people = added(first.people, then.people, (one) => String(one.tmdb_id));
  const genres = added(first.genres, then.genres, (one) => `${one.kind}:${one.id}`);
  const hasPeople = first.people.length > 0;
  const hasGenres = first.genres.length > 0;
  return {
    titles: isTypedRight ? here : [...here, ...more],
    corrected: first.items.length > 0 ? first.corrected : then.corrected,
    asTyped: isTypedRight ? more : [],
    people: hasPeople ? [...first.people, ...people] : [],
    genres: hasGenres ? [...first.genres, ...genres] : [],
    late: { people: hasPeople ? [] : people, genres: hasGenres ? [] : genres },
  };
}

export function isNothing({ titles, asTyped, people, genres, late }: Findings): boolean {
  return [titles, asTyped, people, genres, late.people, late.genres].every((some) => some.length === 0);
}

function added<One>(first: One[], later: One[], nameOf: (one: One) => string): One[] {
  const known = new Set(first.map(nameOf));
  return later.filter((one) => !known.has(nameOf(one)));
}
