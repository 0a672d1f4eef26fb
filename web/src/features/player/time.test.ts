import { describe, expect, it } from 'vitest';
import { clock, spokenParts } from './time';

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [5.9, '0:05'],
    [65, '1:05'],
    [600, '10:00'],
    [3599.99, '59:59'],
    [3600, '1:00:00'],
    [36_061, '10:01:01'],
    [-3, '0:00'],
    [Number.NaN, '0:00'],
    [Number.POSITIVE_INFINITY, '0:00'],
  ])('shows %s s as %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it('shows hours from the start when the whole film has them', () => {
    expect(clock(65, 7200)).toBe('0:01:05');
  });
});

it('takes a time apart for a screen reader', () => {
  expect(spokenParts(3725.5)).toEqual({ hours: 1, minutes: 2, seconds: 5 });
});
