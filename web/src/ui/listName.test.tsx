import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { isGenreList, useListName } from './listName';

const nameOf = (slug: string, name: string) => renderHook(() => useListName()).result.current({ slug, name });

test('a genre of films and the same genre of shows have different names', () => {
  expect(nameOf('@@tmdb_movies_genre_18', 'Drama')).toBe('Drama · Films');
  expect(nameOf('@@tmdb_shows_genre_18', 'Drama')).toBe('Drama · Shows');
});

test('a list is called what its maker called it', () => {
  expect(nameOf('rainy-days', 'Rainy days')).toBe('Rainy days');
});

test('a name that is still on its way is empty', () => {
  expect(nameOf('@@tmdb_shows_genre_18', '')).toBe('');
});

test.each([
  ['@@tmdb_movies_genre_18', true],
  ['@@tmdb_movies_popular', false],
  ['my-genre_18', false],
])('%s is a list of a genre: %s', (slug, expected) => {
  expect(isGenreList({ slug })).toBe(expected);
});
