import { expect, test } from 'vitest';
import type { GenreHit, PersonHit, SearchResult, TitleCard } from '@/api';
import { isNothing, joined } from './findings';

const title = (tmdb_id: number, name = `Film ${tmdb_id}`): TitleCard => ({
  ref: `movie:${tmdb_id}`,
  kind: 'movie',
  tmdb_id,
  title: name,
  overview: '',
  year: 2020,
  rating: null,
  runtime_min: null,
  genres: [],
  poster: null,
  backdrop: null,
});
const person = (tmdb_id: number): PersonHit => ({ tmdb_id, name: `P${tmdb_id}`, picture: null, known_for: null });
const drama: GenreHit = { id: 18, kind: 'movie', name: 'Drama' };
const answer = (more: Partial<SearchResult>): SearchResult => ({
  items: [],
  people: [],
  genres: [],
  source: 'local',
  corrected: null,
  ...more,
});
const refs = (titles: TitleCard[]) => titles.map(({ tmdb_id }) => tmdb_id);

test('the first answer is shown as it is', () => {
  const found = joined(answer({ items: [title(1)], people: [person(1)], genres: [drama] }), undefined);
  expect([refs(found.titles), found.people, found.genres]).toEqual([[1], [person(1)], [drama]]);
  expect(isNothing(found)).toBe(false);
});

test('what the later answer adds comes last, and nothing moves or goes', () => {
  const later = answer({ items: [title(9), title(2, 'Two'), title(1)], people: [person(5), person(1)] });
  const found = joined(answer({ items: [title(1), title(2), title(3)], people: [person(1)] }), later);
  expect(refs(found.titles)).toEqual([1, 2, 3, 9]);
  expect(found.titles[1]?.title).toBe('Two');
  expect(found.people).toEqual([person(1), person(5)]);
});

test('a section that only the later answer has stands below the titles', () => {
  const found = joined(answer({ items: [title(1)] }), answer({ people: [person(1)], genres: [drama] }));
  expect([found.people, found.genres]).toEqual([[], []]);
  expect(found.late).toEqual({ people: [person(1)], genres: [drama] });
  expect(isNothing(found)).toBe(false);
});

test('what is called as it was typed after all stands apart from what was understood', () => {
  const first = answer({ items: [title(1)], corrected: 'matrix' });
  const found = joined(first, answer({ items: [title(7), title(1)], source: 'merged' }));
  expect([refs(found.titles), refs(found.asTyped), found.corrected]).toEqual([[1], [7], 'matrix']);
});

test('where nothing was found here, the later answer is all there is', () => {
  const found = joined(answer({}), answer({ items: [title(7)], corrected: 'matrix' }));
  expect([refs(found.titles), found.corrected, found.asTyped]).toEqual([[7], 'matrix', []]);
  expect(isNothing(joined(answer({}), answer({})))).toBe(true);
});
