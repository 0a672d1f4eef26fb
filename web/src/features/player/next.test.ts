import { describe, expect, it } from 'vitest';
import { offerAt } from './next';

const moment = { position_s: 0, duration_s: 1200, rate: 1, hasEnded: false, shownFor_s: 0, isDeclined: false };

describe('the next episode', () => {
  it('is not offered before the last half minute', () => {
    expect(offerAt({ ...moment, position_s: 1169 })).toBeNull();
    expect(offerAt({ ...moment, position_s: 1170 })).toEqual({ in_s: 30 });
  });

  it('counts real seconds when the film runs faster', () => {
    expect(offerAt({ ...moment, position_s: 1150, rate: 2 })).toEqual({ in_s: 25 });
  });

  it('is offered in the last quarter of something short', () => {
    expect(offerAt({ ...moment, duration_s: 60, position_s: 44 })).toBeNull();
    expect(offerAt({ ...moment, duration_s: 60, position_s: 45 })).toEqual({ in_s: 15 });
  });

  it('gives notice to someone who jumped to the end', () => {
    expect(offerAt({ ...moment, position_s: 1200, hasEnded: true })).toEqual({ in_s: 8 });
    expect(offerAt({ ...moment, position_s: 1200, hasEnded: true, shownFor_s: 7.5 })).toEqual({ in_s: 1 });
  });

  it('begins at the end', () => {
    expect(offerAt({ ...moment, position_s: 1200, hasEnded: true, shownFor_s: 30 })).toEqual({ in_s: 0 });
  });

  it('once declined is only offered again after the end, without a countdown', () => {
    expect(offerAt({ ...moment, position_s: 1190, isDeclined: true })).toBeNull();
    expect(offerAt({ ...moment, position_s: 1200, hasEnded: true, isDeclined: true })).toEqual({ in_s: null });
  });

  it('waits until the duration is known', () => {
    expect(offerAt({ ...moment, duration_s: null })).toBeNull();
  });
});
