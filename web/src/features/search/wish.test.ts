import { expect, test } from 'vitest';
import { countOf, NO_WISH, questionOf, wishOf, withText, withWish } from './wish';

const address = (query: string) => new URLSearchParams(query);

test('what is asked for stands in the address, and is read from it', () => {
  const wish = {
    kind: 'show',
    genre: 'Sci-Fi & Fantasy',
    language: 'ja',
    yearFrom: 1990,
    yearTo: 2010,
    rating: 7,
    runtimeMax: 120,
    available: true,
  } as const;
  const written = withWish(address('q=cat'), wish);
  expect(written.get('q')).toBe('cat');
  expect(wishOf(address(written.toString()))).toEqual(wish);
  expect(withWish(written, NO_WISH).toString()).toBe('q=cat');
});

test('one wish changed leaves the others', () => {
  expect(withWish(address('q=cat&kind=movie&rating=7'), { rating: null }).toString()).toBe('q=cat&kind=movie');
  expect(withText(address('q=cat&kind=movie'), 'dog').toString()).toBe('q=dog&kind=movie');
  expect(withText(address('q=cat&kind=movie'), '').toString()).toBe('kind=movie');
});

test.each([
  'kind=person',
  'genre=',
  `genre=${'x'.repeat(61)}`,
  'language=japanese',
  'language=JA',
  'year_from=20',
  'year_to=9999',
  'year_from=-200',
  'rating=11',
  'rating=NaN',
  'runtime_max=0',
  'runtime_max=1e99',
  'available=false',
])('what makes no sense in an address asks for nothing: %s', (query) => {
  expect(wishOf(address(query))).toEqual(NO_WISH);
});

test('a range of years counts once', () => {
  expect(countOf(NO_WISH)).toBe(0);
  expect(countOf({ ...NO_WISH, yearFrom: 1990 })).toBe(1);
  expect(countOf({ ...NO_WISH, yearFrom: 1990, yearTo: 2000, kind: 'movie' })).toBe(2);
});

test('fewer than two characters are no question', () => {
  expect(questionOf(' a ', NO_WISH, 'en')).toBeNull();
  expect(questionOf('🐈', NO_WISH, 'en')).toBeNull();
  expect(questionOf(' ab ', NO_WISH, 'en')).toEqual({ q: 'ab', lang: 'en', ...NO_WISH });
});

test('years the wrong way round are turned', () => {
  expect(questionOf('cat', { ...NO_WISH, yearFrom: 2010, yearTo: 1990 }, 'en')).toMatchObject({
    yearFrom: 1990,
    yearTo: 2010,
  });
});
