import { expect, it } from 'vitest';
import { droughtAfter, isHopeless, PATIENCE_MS, type Drought } from './patience';
import type { SwarmStatus } from './wire';

const dry: SwarmStatus = {
  stage: 'finding_peers',
  peers_known: 0,
  peers_connected: 0,
  download_rate_bytes_s: 0,
  buffered_percent: 0,
  fetched: [],
  size_bytes: null,
  reason: null,
};

/** A status a second, from 0 ms on; whether hope is lost by the last one. */
function hopeIsLost(statuses: readonly SwarmStatus[]): boolean {
  let drought: Drought | null = null;
  statuses.forEach((status, second) => {
    drought = droughtAfter(drought, status, second * 1000);
  });
  return drought !== null && isHopeless(drought, statuses[statuses.length - 1]!, (statuses.length - 1) * 1000);
}

const seconds = PATIENCE_MS / 1000;
const many = (count: number, part: Partial<SwarmStatus> = {}) =>
  Array.from({ length: count }, () => ({ ...dry, ...part }));

it('loses hope after half a minute without anything', () => {
  expect(hopeIsLost(many(seconds))).toBe(false);
  expect(hopeIsLost(many(seconds + 1))).toBe(true);
});

it('begins anew with every byte that comes', () => {
  expect(hopeIsLost([...many(30), ...many(30, { stage: 'buffering', fetched: [[0, 5]] })])).toBe(false);
});

it('begins anew while something comes in, even before a piece is whole', () => {
  expect(hopeIsLost(many(99, { stage: 'buffering', peers_connected: 1, download_rate_bytes_s: 4000 }))).toBe(false);
});

it('gives up on peers that are connected and send nothing', () => {
  expect(hopeIsLost(many(seconds + 1, { stage: 'connecting', peers_connected: 3 }))).toBe(true);
});

it('is not fooled by the average rate of peers that are gone', () => {
  expect(hopeIsLost(many(seconds + 1, { stage: 'connecting', download_rate_bytes_s: 80_000 }))).toBe(true);
});

it('waits as long as the server holds back or is ready', () => {
  expect(hopeIsLost(many(99, { stage: 'paused', reason: 'The VPN is down' }))).toBe(false);
  expect(hopeIsLost(many(99, { stage: 'ready' }))).toBe(false);
});

it('does not begin anew because nobody asked for a moment', () => {
  expect(hopeIsLost([...many(20), ...many(1, { stage: 'ready' }), ...many(20)])).toBe(true);
});
