/**
 * Moving through a film with arrow keys. Nothing is fetched on the way: the target moves along the bar, and only where
 * it comes to rest the film is asked for, because from a swarm every seek costs seconds.
 */
export interface Scrub {
  target_s: number;
  /** Presses since the key went down; a held key repeats. */
  presses: number;
}

export const STEP_S = 10;

/** From this many repeats on, each press goes that far. */
const PACES: readonly (readonly [number, number])[] = [
  [30, 60],
  [18, 40],
  [8, 20],
  [0, STEP_S],
];

export function pressed(
  scrub: Scrub | null,
  press: { direction: 1 | -1; isRepeat: boolean; position_s: number; duration_s: number },
): Scrub {
  const presses = press.isRepeat && scrub ? scrub.presses + 1 : 0;
  const from = scrub?.target_s ?? press.position_s;
  return { presses, target_s: within(from + press.direction * stepOf(presses, press.duration_s), press.duration_s) };
}

/** A target set by hand, within the film. */
export function within(target_s: number, duration_s: number): number {
  return Math.min(Math.max(0, target_s), Math.max(0, duration_s));
}

/** Longer steps the longer it is held, but never so long that a short film is over in a moment. */
function stepOf(presses: number, duration_s: number): number {
  const pace = PACES.find(([from]) => presses >= from)?.[1] ?? STEP_S;
  return Math.max(STEP_S, Math.min(pace, duration_s / 60));
}
