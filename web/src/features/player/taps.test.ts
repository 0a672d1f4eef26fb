import { expect, it } from 'vitest';
import { tapped, type Gesture, type Tap, type Taps } from './taps';

function gestures(...all: [number, number][]): Gesture[] {
  let taps: Taps | null = null;
  return all.map(([at_ms, x]) => {
    const tap: Tap = { at_ms, x };
    const next = tapped(taps, tap);
    taps = next.taps;
    return next.gesture;
  });
}

it('toggles the controls with a single tap', () => {
  expect(gestures([0, 0.1], [900, 0.1])).toEqual([{ kind: 'toggle' }, { kind: 'toggle' }]);
});

it('jumps back on the left and ahead on the right', () => {
  expect(gestures([0, 0.1], [200, 0.2])[1]).toEqual({ kind: 'jump', direction: -1, jumps: 1 });
  expect(gestures([0, 0.9], [200, 0.8])[1]).toEqual({ kind: 'jump', direction: 1, jumps: 1 });
});

it('jumps on with every further tap', () => {
  const all = gestures([0, 0.9], [200, 0.9], [400, 0.9], [600, 0.9]);
  expect(all[3]).toEqual({ kind: 'jump', direction: 1, jumps: 3 });
});

it('does not jump in the middle or from one side to the other', () => {
  expect(gestures([0, 0.5], [200, 0.5])[1]).toEqual({ kind: 'toggle' });
  expect(gestures([0, 0.1], [200, 0.9])[1]).toEqual({ kind: 'toggle' });
});
