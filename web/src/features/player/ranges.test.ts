import { describe, expect, it } from 'vitest';
import { bufferedSpans, byteAt, fetchedSpans } from './ranges';

function timeRanges(...ranges: [number, number][]): TimeRanges {
  return { length: ranges.length, start: (index) => ranges[index]![0], end: (index) => ranges[index]![1] };
}

describe('buffered', () => {
  it('becomes fractions of the duration', () => {
    expect(bufferedSpans(timeRanges([0, 30], [60, 90]), 120)).toEqual([
      { start: 0, end: 0.25 },
      { start: 0.5, end: 0.75 },
    ]);
  });

  it('ends with the bar when the browser counts a frame more', () => {
    expect(bufferedSpans(timeRanges([100, 120.04]), 120)[0]!.end).toBe(1);
  });

  it('is nothing while the duration is unknown', () => {
    expect(bufferedSpans(timeRanges([0, 4]), Number.NaN)).toEqual([]);
  });
});

describe('fetched', () => {
  it('turns bytes into proportions', () => {
    expect(fetchedSpans([[250, 500]], 1000)).toEqual([{ start: 0.25, end: 0.5 }]);
  });

  it('puts in order and joins what touches', () => {
    const ranges = [
      [500, 700],
      [0, 100],
      [100, 300],
      [650, 800],
    ];
    expect(fetchedSpans(ranges, 1000)).toEqual([
      { start: 0, end: 0.3 },
      { start: 0.5, end: 0.8 },
    ]);
  });

  it('joins over a gap too small to see, and leaves out slivers', () => {
    const ranges = [
      [0, 50_000],
      [50_100, 60_000],
      [90_000, 90_010],
    ];
    expect(fetchedSpans(ranges, 100_000)).toEqual([{ start: 0, end: 0.6 }]);
  });

  it('is nothing while the size is unknown', () => {
    expect(fetchedSpans([[0, 10]], null)).toEqual([]);
  });
});

describe('the byte at a time', () => {
  it.each([
    [0, 100, 1000, 0],
    [50, 100, 1000, 500],
    [100, 100, 1000, 999],
    [50, null, 1000, 0],
    [50, 100, null, 0],
  ])('at %s s of %s s in %s bytes is %s', (position, duration, size, byte) => {
    expect(byteAt(position, duration, size)).toBe(byte);
  });
});
