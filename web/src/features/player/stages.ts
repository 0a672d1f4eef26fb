/** What a start is waiting for, in words and as one of four steps. */
import type { Phase } from './phase';
import type { SwarmStatus } from './wire';

/** Finding peers, connected, buffering, playing. */
export const STEPS = 4;

export type Stage =
  | { step: 0; says: 'opening' | 'metadata' | 'findingPeers' }
  | { step: 1; says: 'connecting'; known: number }
  | { step: 1; says: 'connected'; count: number; known: number }
  | { step: 2; says: 'buffering'; percent: number }
  | { step: 3; says: 'starting' }
  | { step: 0; says: 'held'; reason: string | null };

export function stageOf(phase: Phase, status: SwarmStatus | null): Stage {
  if (phase.kind === 'asking' || status === null) return { step: 0, says: 'opening' };
  switch (status.stage) {
    case 'paused':
      return { step: 0, says: 'held', reason: status.reason };
    case 'metadata':
      // Nobody can be asked before somebody is there.
      return { step: 0, says: status.peers_connected > 0 ? 'metadata' : 'findingPeers' };
    case 'finding_peers':
      return { step: 0, says: 'findingPeers' };
    case 'connecting':
      return connection(status);
    case 'buffering':
      return { step: 2, says: 'buffering', percent: Math.min(99, status.buffered_percent) };
    case 'ready':
      return { step: 3, says: 'starting' };
  }
}

function connection({ peers_connected: count, peers_known }: SwarmStatus): Stage {
  const known = Math.max(count, peers_known);
  return count > 0 ? { step: 1, says: 'connected', count, known } : { step: 1, says: 'connecting', known };
}

/** How full the bar of steps is, from 0 to 1. Within a step it fills as far as the step tells. */
export function filled(stage: Stage): number {
  const within = stage.says === 'buffering' ? stage.percent / 100 : stage.says === 'connected' ? 0.5 : 0;
  return (stage.step + within) / (STEPS - 1);
}
