import { describe, expect, it } from 'vitest';
import { filled, stageOf } from './stages';
import type { SwarmStatus } from './wire';

const status: SwarmStatus = {
  stage: 'finding_peers',
  peers_known: 0,
  peers_connected: 0,
  download_rate_bytes_s: 0,
  buffered_percent: 0,
  fetched: [],
  size_bytes: null,
  reason: null,
};
const starting = { kind: 'starting' } as const;

describe('the stage of a start', () => {
  it('is "opening" until the first status', () => {
    expect(stageOf({ kind: 'asking' }, status)).toEqual({ step: 0, says: 'opening' });
    expect(stageOf(starting, null)).toEqual({ step: 0, says: 'opening' });
  });

  it.each([
    [{ stage: 'metadata' }, { step: 0, says: 'findingPeers' }],
    [
      { stage: 'metadata', peers_connected: 1 },
      { step: 0, says: 'metadata' },
    ],
    [{}, { step: 0, says: 'findingPeers' }],
    [
      { stage: 'connecting', peers_known: 8 },
      { step: 1, says: 'connecting', known: 8 },
    ],
    [
      { stage: 'connecting', peers_known: 8, peers_connected: 3 },
      { step: 1, says: 'connected', count: 3, known: 8 },
    ],
    [
      { stage: 'connecting', peers_connected: 2 },
      { step: 1, says: 'connected', count: 2, known: 2 },
    ],
    [
      { stage: 'buffering', buffered_percent: 40 },
      { step: 2, says: 'buffering', percent: 40 },
    ],
    [
      { stage: 'ready', buffered_percent: 100 },
      { step: 3, says: 'starting' },
    ],
    [
      { stage: 'paused', reason: 'The VPN is down' },
      { step: 0, says: 'held', reason: 'The VPN is down' },
    ],
  ] as const)('of %j is %j', (part, stage) => {
    expect(stageOf(starting, { ...status, ...part, fetched: [] })).toEqual(stage);
  });

  it('fills the bar step by step', () => {
    const all = [
      stageOf(starting, status),
      stageOf(starting, { ...status, stage: 'connecting', peers_connected: 1 }),
      stageOf(starting, { ...status, stage: 'buffering', buffered_percent: 50 }),
      stageOf(starting, { ...status, stage: 'ready' }),
    ].map(filled);
    expect(all).toEqual([0, 0.5, 2.5 / 3, 1]);
  });
});
