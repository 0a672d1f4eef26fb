import { expect, it } from 'vitest';
import { pressed, within, type Scrub } from './scrub';

const press = { position_s: 600, duration_s: 7200, direction: 1, isRepeat: false, now_ms: 0 } as const;

/** A key held for so long by a device that reports every so often; where it leads. */
function held(for_ms: number, every_ms: number, duration_s = 7200): number {
  let scrub: Scrub = pressed(null, { ...press, duration_s, position_s: 0 });
  for (let now_ms = every_ms; now_ms <= for_ms; now_ms += every_ms) {
    scrub = pressed(scrub, { ...press, duration_s, position_s: 0, isRepeat: true, now_ms });
  }
  return scrub.target_s;
}

it('goes ten seconds a press', () => {
  const once = pressed(null, { ...press, direction: -1 });
  expect(once.target_s).toBe(590);
  expect(pressed(once, { ...press, direction: -1, now_ms: 200 }).target_s).toBe(580);
});

it('goes faster the longer the key is held', () => {
  const perSecond = [1, 3, 5, 8].map((second) => held((second + 1) * 1000, 50) - held(second * 1000, 50));
  expect(perSecond[0]).toBeLessThan(perSecond[1]!);
  expect(perSecond[1]).toBeLessThan(perSecond[2]!);
  expect(perSecond[2]).toBeLessThan(perSecond[3]!);
  expect(perSecond[3]).toBeCloseTo(400);
});

it('goes as fast on a remote as on a keyboard', () => {
  expect(held(1400, 100)).toBeCloseTo(held(1400, 35), 0);
});

it('starts slowly again with the next press', () => {
  const before = { target_s: 3000, heldSince_ms: 0, reported_ms: 9000 };
  expect(pressed(before, { ...press, now_ms: 9500 }).target_s).toBe(3010);
});

it('does not run away in a short film', () => {
  expect(held(2000, 50, 120)).toBeCloseTo(30);
});

it('does not leap when a report was held up', () => {
  const before = { target_s: 1000, heldSince_ms: 0, reported_ms: 1000 };
  expect(pressed(before, { ...press, isRepeat: true, now_ms: 5000 }).target_s).toBeCloseTo(1050);
});

it('stops short of the end', () => {
  expect(held(20_000, 50, 120)).toBe(115);
  expect(pressed(null, { ...press, position_s: 118, duration_s: 120 }).target_s).toBe(118);
});

it('stays within the film', () => {
  expect(pressed(null, { ...press, direction: -1, position_s: 4 }).target_s).toBe(0);
  expect(within(120, 100)).toBe(100);
  expect(within(5, 0)).toBe(0);
});
