import { mayPass, type Trouble } from '@/lib/trouble';

/** A server that was killed is back within seconds, and nobody wants to wait longer than it took. */
const LONGEST_WAIT_S = 4;

/** Some two minutes: an update takes no longer, and after it a person had better decide. */
const MOST_TRIES = 30;

/** The server waited for a peer for as long as it may; while a film runs one may come back, before it hardly. */
const TRIES_WITHOUT_PEERS = 1;

/**
 * How long to wait before asking for the title again, or null when only a person can help.
 *
 * `attempt` counts the tries since it last played well.
 */
export function nextTryIn_s(trouble: Trouble, attempt: number, hasPlayed: boolean): number | null {
  if (!mayPass(trouble)) return null;
  if (trouble.status === 408 && (!hasPlayed || attempt >= TRIES_WITHOUT_PEERS)) return null;
  if (attempt >= MOST_TRIES) return null;
  return Math.max(Math.min(2 ** attempt, LONGEST_WAIT_S), trouble.retryAfterS ?? 0);
}
