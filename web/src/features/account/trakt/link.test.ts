import { describe, expect, it } from 'vitest';
import type { TraktLinkOut, TraktOut } from '@/api';
import { minutesAndSeconds, pollAfter, secondsUntil, spoken, stepOf } from './link';

const trakt: TraktOut = {
  configured: true,
  how_to_configure: null,
  linked: false,
  linked_at: null,
  pending: false,
  synced_at: null,
  trouble: null,
  username: null,
};
const pending: TraktLinkOut = {
  state: 'pending',
  user_code: '5055CC52',
  verification_url: 'https://trakt.tv/activate',
  verification_url_complete: 'https://trakt.tv/activate/5055CC52',
  expires_at: '2026-01-01T00:10:00Z',
  interval: 5,
};

describe('linking', () => {
  it('cannot begin before the house is set up for it', () => {
    expect(stepOf({ ...trakt, configured: false }, pending, true).step).toBe('unconfigured');
  });

  it('shows the code while it waits to be typed', () => {
    expect(stepOf(trakt, pending, false)).toEqual({
      step: 'code',
      code: {
        userCode: '5055CC52',
        address: 'https://trakt.tv/activate',
        complete: 'https://trakt.tv/activate/5055CC52',
        expiresAt: '2026-01-01T00:10:00Z',
      },
    });
  });

  it('says how a code ended that was seen here, and forgets older ones', () => {
    for (const state of ['expired', 'denied', 'failed'] as const) {
      expect(stepOf(trakt, { ...pending, state }, true)).toEqual({ step: 'ended', how: state });
      expect(stepOf(trakt, { ...pending, state }, false)).toEqual({ step: 'unlinked' });
    }
  });

  it('always says that a link broke', () => {
    expect(stepOf(trakt, { state: 'broken' }, false)).toEqual({ step: 'ended', how: 'broken' });
  });

  it('is over as soon as the profile is linked', () => {
    expect(stepOf({ ...trakt, linked: true }, pending, true)).toEqual({ step: 'linked' });
  });
});

describe('asking again', () => {
  it('keeps to the interval it was given, and stops with the wait', () => {
    expect(pollAfter({ ...pending, interval: 7 })).toBe(7000);
    expect(pollAfter({ ...pending, state: 'denied' })).toBe(0);
    expect(pollAfter(undefined)).toBe(0);
  });

  it('never hurries', () => {
    expect(pollAfter({ ...pending, interval: 0 })).toBe(1000);
    expect(pollAfter({ ...pending, interval: null })).toBe(5000);
  });
});

describe('words', () => {
  it('counts down to nothing and no further', () => {
    const end = Date.parse('2026-01-01T00:10:00Z');
    expect(secondsUntil('2026-01-01T00:10:00Z', end - 581_200)).toBe(582);
    expect(secondsUntil('2026-01-01T00:10:00Z', end + 5000)).toBe(0);
  });

  it('reads times and addresses as people do', () => {
    expect(minutesAndSeconds(582)).toBe('9:42');
    expect(minutesAndSeconds(5)).toBe('0:05');
    expect(spoken('https://www.trakt.tv/activate/')).toBe('trakt.tv/activate');
  });
});
