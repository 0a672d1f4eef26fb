import { mayPass, type Trouble } from '@/lib/trouble';

/** Seconds before each new try: soon at first, and after a good minute a person had better decide. */
const WAITS_S = [1, 2, 4, 8, 15, 30];

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
  const wait = WAITS_S[attempt];
  return wait === undefined ? null : Math.max(wait, trouble.retryAfterS ?? 0);
}
