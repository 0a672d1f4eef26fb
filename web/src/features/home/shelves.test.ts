import { expect, test } from 'vitest';
import type { RecommendationRow, Row, TitleCard } from '@/api';
import { shelves, toldApart } from './shelves';

const card = (ref: string) => ({ ref, title: ref }) as TitleCard;
const list = (slug: string, refs: string[], total = refs.length): Row => ({
  slug,
  name: slug,
  total,
  items: refs.map(card),
});
const because = (ref: string, refs: string[]): RecommendationRow => ({ because: card(ref), items: refs.map(card) });

test('what goes with a watched title comes before the lists and names that title', () => {
  const found = shelves([because('movie:1', ['movie:2'])], [list('popular', ['movie:3'])]);
  expect(found.map((shelf) => shelf.name)).toEqual(['because:movie:1', 'popular']);
  expect(found[0]?.heading).toEqual({ because: card('movie:1') });
});

test('a row without titles is not there', () => {
  expect(shelves([because('movie:1', [])], [list('popular', [], 3)])).toEqual([]);
});

test('only a list that goes on leads to all of it', () => {
  const found = shelves([], [list('popular', ['movie:3'], 40), list('short', ['movie:3'])]);
  expect(found.map((shelf) => shelf.to)).toEqual(['/lists/popular', undefined]);
});

test('a title in several rows is told apart by the row it is in', () => {
  const found = shelves([because('movie:1', ['movie:2']), because('show:1', ['movie:2'])], []);
  expect(new Set(found.map((shelf) => shelf.name)).size).toBe(2);
});

test('rows of one name are numbered', () => {
  expect(toldApart(['Drama', 'Mine', 'Drama', 'Drama'])).toEqual(['Drama', 'Mine', 'Drama (2)', 'Drama (3)']);
});
