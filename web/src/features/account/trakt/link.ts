import type { TraktLinkOut, TraktOut } from '@/api';

/** What of linking a profile is on the page. */
export type Step =
  | { step: 'unconfigured' }
  | { step: 'unlinked' }
  | { step: 'code'; code: Code }
  | { step: 'ended'; how: Ending }
  | { step: 'linked' };

export type Ending = 'expired' | 'denied' | 'failed' | 'broken';

export interface Code {
  userCode: string;
  /** Where to type it. */
  address: string;
  /** The same with the code in it, for a QR code. */
  complete: string;
  expiresAt: string;
}

/** `wasPending`: whether the code was seen on this page; how an older one ended is of no interest. */
export function stepOf(trakt: TraktOut, link: TraktLinkOut | undefined, wasPending: boolean): Step {
  if (trakt.linked) return { step: 'linked' };
  if (!trakt.configured) return { step: 'unconfigured' };
  const state = link?.state ?? 'none';
  const code = codeOf(link);
  if (state === 'pending' && code !== null) return { step: 'code', code };
  if (state === 'broken') return { step: 'ended', how: state };
  if ((state === 'expired' || state === 'denied' || state === 'failed') && wasPending) {
    return { step: 'ended', how: state };
  }
  return { step: 'unlinked' };
}

function codeOf(link: TraktLinkOut | undefined): Code | null {
  if (!link?.user_code || !link.verification_url || !link.expires_at) return null;
  return {
    userCode: link.user_code,
    address: link.verification_url,
    complete: link.verification_url_complete ?? link.verification_url,
    expiresAt: link.expires_at,
  };
}

const LEAST_POLL_MS = 1000;
const USUAL_POLL_S = 5;

/** Milliseconds until to ask again; 0 when there is nothing to wait for. */
export function pollAfter(link: TraktLinkOut | undefined): number {
  if (link?.state !== 'pending') return 0;
  return Math.max(LEAST_POLL_MS, (link.interval ?? USUAL_POLL_S) * 1000);
}

/** Whole seconds until then, never less than none. */
export function secondsUntil(iso: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - now) / 1000));
}

/** 582 → "9:42" */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** An address as people read and type it. */
export function spoken(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
