import type { SearchApiArg } from '@/api';

/** What titles have to be besides found; null asks for nothing. It stands in the address beside the text. */
export interface Wish {
  kind: 'movie' | 'show' | null;
  /** By name, which counts for films and for shows and in any language. */
  genre: string | null;
  /** The one it was made in, as ja. */
  language: string | null;
  yearFrom: number | null;
  yearTo: number | null;
  rating: number | null;
  runtimeMax: number | null;
  available: true | null;
}

export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2200;
const LONGEST_GENRE = 60;
const SHORTEST = 2;

const NAMES: Record<keyof Wish, string> = {
  kind: 'kind',
  genre: 'genre',
  language: 'language',
  yearFrom: 'year_from',
  yearTo: 'year_to',
  rating: 'rating',
  runtimeMax: 'runtime_max',
  available: 'available',
};

/** An address may have been typed by hand: what makes no sense in it asks for nothing. */
export function wishOf(address: URLSearchParams): Wish {
  const kind = address.get(NAMES.kind);
  const genre = address.get(NAMES.genre)?.trim() ?? '';
  const language = address.get(NAMES.language) ?? '';
  return {
    kind: kind === 'movie' || kind === 'show' ? kind : null,
    genre: genre === '' || genre.length > LONGEST_GENRE ? null : genre,
    language: /^[a-z]{2}$/.test(language) ? language : null,
    yearFrom: yearOf(address.get(NAMES.yearFrom) ?? ''),
    yearTo: yearOf(address.get(NAMES.yearTo) ?? ''),
    rating: numberIn(address.get(NAMES.rating), 0, 10),
    runtimeMax: numberIn(address.get(NAMES.runtimeMax), 1, 10_000),
    available: address.get(NAMES.available) === 'true' ? true : null,
  };
}

/** The address with some wishes changed; everything else in it stays. */
export function withWish(address: URLSearchParams, change: Partial<Wish>): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const name of Object.keys(change) as (keyof Wish)[]) {
    const value = change[name] ?? null;
    if (value === null) next.delete(NAMES[name]);
    else next.set(NAMES[name], String(value));
  }
  return next;
}

export function withText(address: URLSearchParams, text: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (text === '') next.delete('q');
  else next.set('q', text);
  return next;
}

export const NO_WISH: Wish = {
  kind: null,
  genre: null,
  language: null,
  yearFrom: null,
  yearTo: null,
  rating: null,
  runtimeMax: null,
  available: null,
};

/** How many things are asked for; a range of years is one. */
export function countOf({ yearFrom, yearTo, ...others }: Wish): number {
  return [...Object.values(others), yearFrom ?? yearTo].filter((value) => value !== null).length;
}

/** The question for the server; null while there is too little of it. Years the wrong way round are turned. */
export function questionOf(text: string, wish: Wish, lang: string): SearchApiArg | null {
  const q = text.trim();
  if ([...q].length < SHORTEST) return null;
  const { yearFrom: from, yearTo: to } = wish;
  const isTurned = from !== null && to !== null && from > to;
  return { q, lang, ...wish, ...(isTurned ? { yearFrom: to, yearTo: from } : {}) };
}

/** Null for what is no year, or not yet. */
export function yearOf(text: string): number | null {
  return /^\d{4}$/.test(text) ? numberIn(text, FIRST_YEAR, LAST_YEAR) : null;
}

function numberIn(text: string | null, from: number, to: number): number | null {
  if (text === null || !/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to ? value : null;
}
