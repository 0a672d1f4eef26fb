import { describe, expect, it } from 'vitest';
import type { Trouble } from '@/lib/trouble';
import { nextTryIn_s } from './retry';

function trouble(status: number | null, retryAfterS: number | null = null): Trouble {
  return { code: 'x', status, title: '', detail: '', retryAfterS, fields: {} };
}

describe('the next try', () => {
  it('waits longer each time and then leaves it to the person', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => nextTryIn_s(trouble(null), attempt, true));
    expect(waits).toEqual([1, 2, 4, 8, 15, 30, null]);
  });

  it('is not sooner than the server asks', () => {
    expect(nextTryIn_s(trouble(503, 10), 0, false)).toBe(10);
    expect(nextTryIn_s(trouble(429, 5), 4, true)).toBe(15);
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
