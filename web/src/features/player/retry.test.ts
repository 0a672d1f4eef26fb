import { describe, expect, it } from 'vitest';
import type { Trouble } from '@/lib/trouble';
import { nextTryIn_s } from './retry';

function trouble(status: number | null, retryAfterS: number | null = null): Trouble {
  return { code: 'x', status, title: '', detail: '', retryAfterS, fields: {} };
}

describe('the next try', () => {
  it('comes soon, and never later than four seconds after the server may be back', () => {
    const waits = [0, 1, 2, 3, 4, 29].map((attempt) => nextTryIn_s(trouble(null), attempt, true));
    expect(waits).toEqual([1, 2, 4, 4, 4, 4]);
  });

  it('is left to the person after two minutes', () => {
    const waits = Array.from({ length: 30 }, (_, attempt) => nextTryIn_s(trouble(null), attempt, true) ?? NaN);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(115);
    expect(nextTryIn_s(trouble(null), 30, true)).toBeNull();
  });

  it('is not sooner than the server asks', () => {
    expect(nextTryIn_s(trouble(503, 10), 0, false)).toBe(10);
    expect(nextTryIn_s(trouble(429, 5), 4, true)).toBe(5);
    expect(nextTryIn_s(trouble(429, 2), 4, true)).toBe(4);
  });

  it.each([400, 401, 403, 404, 415, 422])('is no use after %s', (status) => {
    expect(nextTryIn_s(trouble(status), 0, true)).toBeNull();
  });

  it('is for the person to decide when no peer came at the start', () => {
    expect(nextTryIn_s(trouble(408), 0, false)).toBeNull();
  });

  it('is made once when the peers were lost on the way', () => {
    expect([0, 1].map((attempt) => nextTryIn_s(trouble(408), attempt, true))).toEqual([1, null]);
  });
});
