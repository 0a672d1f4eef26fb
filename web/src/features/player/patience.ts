/**
 * Noticing that nobody has the bytes. The server says so with 408, but a browser does not pass that on: Chromium sends
 * the request again, without a word and without end, when a 408 comes over a connection it had used before. So the
 * state of the swarm is watched, too.
 */
import type { SwarmStatus } from './wire';

/** Longer than the server's own 30 s, whose answer is the better one where it arrives. */
export const PATIENCE_MS = 35_000;

/** Since when nothing has come in. */
export interface Drought {
  since_ms: number;
  held_bytes: number;
}

export function droughtAfter(drought: Drought | null, status: SwarmStatus, now_ms: number): Drought {
  const held_bytes = status.fetched.reduce((sum, [start, end]) => sum + end - start, 0);
  const isDry = drought !== null && held_bytes === drought.held_bytes && isHungry(status);
  return isDry ? drought : { since_ms: now_ms, held_bytes };
}

export function isHopeless(drought: Drought, now_ms: number): boolean {
  return now_ms - drought.since_ms >= PATIENCE_MS;
}

/** Bytes are wanted and none come. A server that holds back, or has all there is, is another matter. */
function isHungry({ stage, download_rate_bytes_s }: SwarmStatus): boolean {
  return stage !== 'paused' && stage !== 'ready' && download_rate_bytes_s < 1000;
}
