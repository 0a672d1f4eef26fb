/**
 * The access token and how it is renewed.
 *
 * The token lives in this module's memory only; what outlives the page is the refresh cookie, which scripts cannot
 * read. Each renewal replaces that cookie, so two at once would look to the server like a stolen one. Invariants:
 *
 * - in one tab at most one renewal is under way; everyone who asks meanwhile gets its outcome;
 * - across tabs a lock queues them, so that each uses the cookie the previous one got. Plain http offers no locks;
 *   there the server's grace period covers a tie, and a refusal is tried once more with the cookie that won;
 * - only a refusal by the server ends a session. A network that fails never does.
 */
import type { Session } from './types';

export type Renewal =
  { kind: 'renewed'; session: Session } | { kind: 'refused'; why: 'ended' | 'disabled' } | { kind: 'unreachable' };

const KNOWN_HERE = 'miauflix.known';
const TIMEOUT_MS = 15_000;
/** Renewed this long before the server would refuse it, so that clocks may differ a little. */
const MARGIN_MS = 30_000;

let token: string | null = null;
let expiresAt = 0;
let underWay: Promise<Renewal> | null = null;

export function accessToken(): string | null {
  return token;
}

export function tokenIsStale(now = Date.now()): boolean {
  return token !== null && now >= expiresAt - MARGIN_MS;
}

export function keepToken(session: Session): void {
  token = session.access_token;
  expiresAt = Date.now() + session.expires_in * 1000;
  localStorage.setItem(KNOWN_HERE, '1');
}

export function dropToken(): void {
  token = null;
  expiresAt = 0;
  localStorage.removeItem(KNOWN_HERE);
}

/** A new session by the refresh cookie. The token is kept when it succeeds and dropped when it is refused. */
export function renew(): Promise<Renewal> {
  underWay ??= queued(renewNow).finally(() => {
    underWay = null;
  });
  return underWay;
}

async function queued(work: () => Promise<Renewal>): Promise<Renewal> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? await locks.request('miauflix.renew', work) : await work();
}

async function renewNow(): Promise<Renewal> {
  let renewal = await ask();
  if (renewal.kind === 'refused' && localStorage.getItem(KNOWN_HERE) !== null) {
    await pause(200 + Math.random() * 300);
    renewal = await ask();
  }
  if (renewal.kind === 'renewed') keepToken(renewal.session);
  if (renewal.kind === 'refused') dropToken();
  return renewal;
}

async function ask(): Promise<Renewal> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch('/api/auth/refresh', { method: 'POST', signal: abort.signal });
    if (answer.ok) return { kind: 'renewed', session: (await answer.json()) as Session };
    if (answer.status !== 401) return { kind: 'unreachable' };
    const { code } = (await answer.json()) as { code?: string };
    return { kind: 'refused', why: code === 'account_disabled' ? 'disabled' : 'ended' };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
