/** Fingers on the picture: one tap shows or hides the controls, two on one side jump, and every further one jumps on. */
export interface Tap {
  at_ms: number;
  /** From 0 at the left edge to 1. */
  x: number;
}

export interface Taps {
  last: Tap;
  /** Jumps in this run of taps. */
  jumps: number;
}

export type Gesture = { kind: 'toggle' } | { kind: 'jump'; direction: 1 | -1; jumps: number };

const RUN_MS = 320;

export function tapped(taps: Taps | null, tap: Tap): { taps: Taps; gesture: Gesture } {
  const direction = sideOf(tap.x);
  const goesOn = taps !== null && tap.at_ms - taps.last.at_ms <= RUN_MS && sideOf(taps.last.x) === direction;
  if (!goesOn || direction === 0) return { taps: { last: tap, jumps: 0 }, gesture: { kind: 'toggle' } };
  const jumps = taps.jumps + 1;
  return { taps: { last: tap, jumps }, gesture: { kind: 'jump', direction, jumps } };
}

function sideOf(x: number): 1 | -1 | 0 {
  if (x < 0.38) return -1;
  return x > 0.62 ? 1 : 0;
}
