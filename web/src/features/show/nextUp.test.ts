import { expect, test } from 'vitest';
import type { EpisodeOut, ProgressOut } from '@/api';
import { nextUp, wantedNext } from './nextUp';

const episode = (number: number, available = true): EpisodeOut => ({
  ref: `episode:1:1:${number}`,
  season: 1,
  number,
  title: `Episode ${number}`,
  overview: '',
  runtime_min: 3,
  still: null,
  available,
});

const progress = (number: number, more: Partial<ProgressOut> = {}): ProgressOut => ({
  ref: `episode:1:1:${number}`,
  position_s: 60,
  duration_s: 180,
  resume_at_s: 60,
  watched: false,
  updated_at: `2026-11-2${number}T00:00:00Z`,
  ...more,
});

const watched = { watched: true, resume_at_s: 0 };

test.each([
  ['nothing seen: the first', [episode(1), episode(2)], [], 1, false],
  ['one begun: that one', [episode(1), episode(2)], [progress(2)], 2, true],
  ['two begun: the later', [episode(1), episode(2)], [progress(1), progress(2)], 2, true],
  ['one seen: the next', [episode(1), episode(2)], [progress(1, watched)], 2, false],
  ['all seen: the first again', [episode(1), episode(2)], [progress(1, watched), progress(2, watched)], 1, false],
  ['the first cannot be had: the next', [episode(1, false), episode(2)], [], 2, false],
  ['opened but hardly begun', [episode(1), episode(2)], [progress(1, { resume_at_s: 0 })], 1, false],
])('%s', (_what, episodes, seen, number, begun) => {
  expect(nextUp(episodes, seen)).toEqual({ episode: episodes[number - 1], begun });
});

test('nothing that can be played', () => {
  expect(nextUp([episode(1, false)], [])).toBeNull();
  expect(nextUp([], [])).toBeNull();
});

test.each([
  ['the first, had or not', [episode(1, false), episode(2)], [], 1],
  ['the one after what was seen', [episode(1), episode(2, false)], [progress(1, watched)], 2],
  ['the one that was begun', [episode(1, false), episode(2, false)], [progress(2)], 2],
])('looked for is %s', (_what, episodes, seen, number) => {
  expect(wantedNext(episodes, seen)?.number).toBe(number);
});

test('nothing is looked for in a season that was seen, or is empty', () => {
  expect(wantedNext([episode(1, false)], [progress(1, watched)])).toBeNull();
  expect(wantedNext([], [])).toBeNull();
});
