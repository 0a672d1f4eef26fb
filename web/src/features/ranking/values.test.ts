import { expect, test } from 'vitest';
import { bitsOf, listOf, megabitsOf, numberOf, textOf } from './values';

test.each([
  ['0.5', 0.5],
  [' 1,5 ', 1.5],
  ['', null],
  ['  ', null],
  ['much', null],
  [undefined, null],
])('%j is the number %j', (text, value) => {
  expect(numberOf(text)).toBe(value);
});

test('a number that is not set is an empty field', () => {
  expect([textOf(null), textOf(undefined), textOf(0.2)]).toEqual(['', '', '0.2']);
});

test('a list is what stands between commas', () => {
  expect(listOf(' de, en,, ')).toEqual(['de', 'en']);
});

test('a rate is written in Mbit/s and kept in bit/s', () => {
  expect([megabitsOf(1_500_000), megabitsOf(undefined), bitsOf(0.25), bitsOf(null)]).toEqual([
    1.5,
    null,
    250_000,
    null,
  ]);
});
