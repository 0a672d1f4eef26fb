import { beforeEach, expect, it } from 'vitest';
import { keepLoudness, keptLoudness, louder } from './memory';

beforeEach(() => localStorage.clear());

it('is loud at first', () => {
  expect(keptLoudness()).toEqual({ volume: 1, isMuted: false });
});

it('remembers', () => {
  keepLoudness({ volume: 0.35, isMuted: true });
  expect(keptLoudness()).toEqual({ volume: 0.35, isMuted: true });
});

it.each(['', 'x', '{"volume":7}', 'null', '[]'])('does not trip over %j', (kept) => {
  localStorage.setItem('miauflix.loudness', kept);
  expect(keptLoudness()).toEqual({ volume: 1, isMuted: false });
});

it('changes in clean steps within its bounds', () => {
  expect(louder(0.25, 0.05)).toBe(0.3);
  expect(louder(0.98, 0.05)).toBe(1);
  expect(louder(0.02, -0.05)).toBe(0);
});
