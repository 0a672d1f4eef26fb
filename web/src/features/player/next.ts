/** When the next episode is offered, and when it begins by itself. */
const OFFERED_S = 30;
/** It never begins sooner than this after it was offered, even if someone jumped to the very end. */
const LEAST_NOTICE_S = 8;

interface Moment {
  position_s: number;
  duration_s: number | null;
  rate: number;
  hasEnded: boolean;
  /** How long the offer has been on screen. */
  shownFor_s: number;
  /** "Not now" was said. */
  isDeclined: boolean;
}

/** `in_s` counts down to 0, when it begins; null: it waits to be asked. */
export type Offer = { in_s: number | null } | null;

export function offerAt(moment: Moment): Offer {
  if (moment.duration_s === null) return null;
  if (moment.isDeclined) return moment.hasEnded ? { in_s: null } : null;
  const left_s = moment.hasEnded ? 0 : (moment.duration_s - moment.position_s) / moment.rate;
  if (left_s > Math.min(OFFERED_S, moment.duration_s / 4)) return null;
  return { in_s: Math.max(0, Math.ceil(Math.max(left_s, LEAST_NOTICE_S - moment.shownFor_s))) };
}
