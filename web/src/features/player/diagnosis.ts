/**
 * Why a `<video>` stopped. The element itself says little: a refusal by the server, a file it cannot read and a lost
 * network all look alike. So one byte is asked for at the place in question, and the two answers are put together.
 */
import type { Trouble } from '@/lib/trouble';

/** What came back for that byte. */
export type Probe = { kind: 'fine' } | { kind: 'expired' } | { kind: 'trouble'; trouble: Trouble };

export type Verdict = { kind: 'expired' } | { kind: 'trouble'; trouble: Trouble };

/** `MediaError.code` of a file whose data is damaged or of a kind this browser cannot play. */
const DECODE = 3;
const NOT_SUPPORTED = 4;

export function verdictOn(mediaError: number, probe: Probe, attempt: number): Verdict {
  if (probe.kind !== 'fine') return probe;
  // The first time it may have been a refusal that is over by now; a second time the file itself is to blame.
  const isTheFile = mediaError === DECODE || mediaError === NOT_SUPPORTED;
  return { kind: 'trouble', trouble: isTheFile && attempt > 0 ? UNDECODABLE : INTERRUPTED };
}

/** What the server means by 408. */
export const NO_BYTES: Trouble = ours('no_bytes', 408);
export const INTERRUPTED: Trouble = ours('interrupted', null);
export const UNDECODABLE: Trouble = ours('undecodable', 415);

/** The server found that this browser cannot play the file; `reason` is its own sentence on why. */
export function unsupported(reason: string): Trouble {
  return { ...ours('unsupported', 415), detail: reason };
}

function ours(code: string, status: number | null): Trouble {
  return { code, status, title: '', detail: '', retryAfterS: null, fields: {} };
}
