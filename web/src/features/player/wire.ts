/** Requests that carry a ticket. It is the authority, so none of them needs the session's token. */
import type { StreamStatus } from '@/api';
import { troubleOf } from '@/lib/trouble';
import { NO_BYTES, type Probe } from './diagnosis';
import { PATIENCE_MS } from './patience';
import type { Position, Urgency } from './saving';
import type { SwarmStatus } from './status';

export type { SwarmStatus };

const NOTHING_YET: Omit<SwarmStatus, 'stage'> = {
  peers_known: 0,
  peers_connected: 0,
  download_rate_bytes_s: 0,
  buffered_percent: 0,
  fetched: [],
  size_bytes: null,
  reason: null,
};

/** The state of the ticket's stream, or null when it was not to be had: the stream itself will tell why. */
export async function fetchStatus(ticket: string, signal: AbortSignal): Promise<SwarmStatus | null> {
  try {
    const answer = await fetch(`/api/stream/${ticket}/status`, { signal });
    return answer.ok ? { ...NOTHING_YET, ...((await answer.json()) as StreamStatus) } : null;
  } catch {
    return null;
  }
}

/** Whether the server took it, as far as can be told: of a beacon only its leaving is known. */
export async function sendProgress(ticket: string, position: Position, urgency: Urgency): Promise<boolean | 'expired'> {
  const url = `/api/stream/${ticket}/progress`;
  const body = JSON.stringify(position);
  if (urgency === 'last' && beacon(url, body)) return true;
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', keepalive: true, headers, body });
    return answer.status === 401 ? 'expired' : answer.ok;
  } catch {
    return false;
  }
}

function beacon(url: string, body: string): boolean {
  return navigator.sendBeacon?.(url, new Blob([body], { type: 'application/json' })) ?? false;
}

/** Ask for one byte, to learn from the answer what a media element does not tell. No answer means no bytes. */
export async function probe(url: string, byte: number, signal: AbortSignal): Promise<Probe> {
  const asking = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    asking.abort();
  }, PATIENCE_MS);
  signal.addEventListener('abort', () => asking.abort());
  const answer = await ask(url, byte, asking.signal);
  clearTimeout(timer);
  return isLate ? { kind: 'trouble', trouble: NO_BYTES } : answer;
}

async function ask(url: string, byte: number, signal: AbortSignal): Promise<Probe> {
  try {
    const answer = await fetch(url, { headers: { range: `bytes=${byte}-${byte}` }, cache: 'no-store', signal });
    if (answer.ok) {
      await answer.body?.cancel();
      return { kind: 'fine' };
    }
    if (answer.status === 401) return { kind: 'expired' };
    const data: unknown = await answer.json().catch(() => null);
    return { kind: 'trouble', trouble: troubleOf({ status: answer.status, data }, answer.headers.get('retry-after')) };
  } catch {
    return { kind: 'trouble', trouble: troubleOf({ status: 'FETCH_ERROR' }) };
  }
}
