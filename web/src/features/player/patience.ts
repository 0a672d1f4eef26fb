/**
 * Noticing that nobody has the bytes. The server says so with 408, but a browser does not pass that on: Chromium sends
 * the request again, without a word and without end, when a 408 comes over a connection it had used before. So the
 * state of the swarm is watched, too.
 */
import type { SwarmStatus } from './status';

/** Longer than the server's own 30 s, whose answer is the better one where it arrives. */
export const PATIENCE_MS = 35_000;

/** Since when nothing has come in. */
export interface Drought {
  since_ms: number;
  held_bytes: number;
}

export function droughtAfter(drought: Drought | null, status: SwarmStatus, now_ms: number): Drought {
  const held_bytes = status.fetched.reduce((sum, [start, end]) => sum + end - start, 0);
  const isDry = drought !== null && held_bytes === drought.held_bytes && bringsNothing(status);
  return isDry ? drought : { since_ms: now_ms, held_bytes };
}

/** A server that has all that is asked for is not waiting for peers, however long the browser takes. */
export function isHopeless(drought: Drought, status: SwarmStatus, now_ms: number): boolean {
  return now_ms - drought.since_ms >= PATIENCE_MS && status.stage !== 'ready';
}

/** The rate is an average and takes half a minute to forget peers that are gone. */
function bringsNothing({ stage, peers_connected, download_rate_bytes_s }: SwarmStatus): boolean {
  return stage !== 'paused' && (peers_connected === 0 || download_rate_bytes_s < 1000);
}
