import { useEffect, useRef } from 'react';
import { NO_BYTES } from './diagnosis';
import type { MediaStore } from './media';
import { droughtAfter, isHopeless, type Drought } from './patience';
import type { SendEvent } from './usePlayback';
import type { SwarmStatus } from './wire';

/** While something is waited for: says so when the swarm has had nothing to give for too long. */
export function usePatience(isWaiting: boolean, status: SwarmStatus | null, media: MediaStore, send: SendEvent): void {
  const drought = useRef<Drought | null>(null);
  useEffect(() => {
    if (!isWaiting) drought.current = null;
    if (!isWaiting || !status) return;
    drought.current = droughtAfter(drought.current, status, performance.now());
    if (!isHopeless(drought.current, status, performance.now())) return;
    drought.current = null;
    send({ type: 'broke', trouble: NO_BYTES, at_s: media.position_s() });
  }, [isWaiting, status, media, send]);
}
