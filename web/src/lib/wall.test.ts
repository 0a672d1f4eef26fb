import { expect, test } from 'vitest';
import { placeOnWall } from './wall';

test.each([
  [0, 400, { page: 1, at: 0, next: null }],
  [19, 400, { page: 1, at: 19, next: null }],
  [20, 400, { page: 1, at: 20, next: 2 }],
  [79, 400, { page: 2, at: 39, next: 3 }],
  [399, 400, { page: 10, at: 39, next: null }],
  [39, 40, { page: 1, at: 39, next: null }],
  [39, 41, { page: 1, at: 39, next: 2 }],
])('card %i of %i', (index, total, place) => {
  expect(placeOnWall(index, total)).toEqual(place);
});
