import { expect, it } from 'vitest';
import { pressed, within, type Scrub } from './scrub';

const film = { position_s: 600, duration_s: 7200 };

function held(times: number, duration_s: number): Scrub {
  let scrub = pressed(null, { ...film, duration_s, direction: 1, isRepeat: false });
  for (let count = 1; count < times; count += 1) {
    scrub = pressed(scrub, { ...film, duration_s, direction: 1, isRepeat: true });
  }
  return scrub;
}

it('goes ten seconds a press', () => {
  const once = pressed(null, { ...film, direction: -1, isRepeat: false });
  expect(once.target_s).toBe(590);
  expect(pressed(once, { ...film, direction: -1, isRepeat: false }).target_s).toBe(580);
});

it('goes faster the longer the key is held', () => {
  const steps = [5, 12, 25, 40].map((times) => held(times + 1, 7200).target_s - held(times, 7200).target_s);
  expect(steps).toEqual([10, 20, 40, 60]);
});

it('starts slowly again with the next press', () => {
  const scrub = pressed(held(40, 7200), { ...film, direction: 1, isRepeat: false });
  expect(scrub.target_s - held(40, 7200).target_s).toBe(10);
});

it('does not run away in a short film', () => {
  expect(held(3, 1200).target_s).toBe(630);
  expect(held(12, 900).target_s - held(11, 900).target_s).toBe(15);
});

it('stays within the film', () => {
  expect(pressed(null, { direction: -1, isRepeat: false, position_s: 4, duration_s: 100 }).target_s).toBe(0);
  expect(within(120, 100)).toBe(100);
  expect(within(5, 0)).toBe(0);
});
