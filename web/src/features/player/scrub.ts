/**
 * Moving through a film with arrow keys. Nothing is fetched on the way: the target moves along the bar, and only where
 * it comes to rest the film is asked for, because from a swarm every seek costs seconds.
 */
export interface Scrub {
  target_s: number;
  /** When the key went down, and when it last reported. Zero for a target set by hand. */
  heldSince_ms: number;
  reported_ms: number;
}

interface Press {
  direction: 1 | -1;
  /** The key is still down: keyboards report that thirty times a second, remotes ten. */
  isRepeat: boolean;
  position_s: number;
  duration_s: number;
  now_ms: number;
}

/** How far one press goes. */
export const STEP_S = 10;

/** After so many milliseconds of holding, so many seconds of film go by in a second. */
const PACES: readonly (readonly [number, number])[] = [
  [6000, 400],
  [3500, 200],
  [1500, 100],
  [0, 50],
];

/** Even a short film takes so long from end to end. */
const CROSSING_S = 12;

/** Keys stop short of the end: whoever held one too long does not mean that the film is over. */
const END_S = 5;

/** A report that was held up does not make the film leap. */
const LONGEST_GAP_MS = 250;

export function pressed(scrub: Scrub | null, press: Press): Scrub {
  const { direction, position_s, duration_s, now_ms } = press;
  const from_s = scrub?.target_s ?? position_s;
  const isHeld = press.isRepeat && scrub !== null;
  const heldSince_ms = isHeld ? scrub.heldSince_ms : now_ms;
  const way_s = isHeld ? wayIn(now_ms - scrub.reported_ms, now_ms - heldSince_ms, duration_s) : STEP_S;
  const end_s = Math.max(from_s, duration_s - END_S);
  return { target_s: within(from_s + direction * way_s, end_s), heldSince_ms, reported_ms: now_ms };
}

/** Faster the longer it is held. */
function wayIn(gap_ms: number, held_ms: number, duration_s: number): number {
  const pace = PACES.find(([from]) => held_ms >= from)?.[1] ?? 0;
  return (Math.min(pace, duration_s / CROSSING_S) * Math.min(gap_ms, LONGEST_GAP_MS)) / 1000;
}

/** A place within the film. */
export function within(target_s: number, duration_s: number): number {
  return Math.min(Math.max(0, target_s), Math.max(0, duration_s));
}
