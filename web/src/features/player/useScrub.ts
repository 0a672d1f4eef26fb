import { useEffect, useEffectEvent, useState } from 'react';
import type { MediaStore } from './media';
import { pressed, within, type Scrub } from './scrub';

/** After the key is up, so long for one more press. */
const SETTLE_MS = 350;
/** Some remotes never say that a key is up. */
const SETTLE_WITHOUT_KEYUP_MS = 1200;

export interface Scrubbing {
  /** Where the film would go on; null while nobody looks for a place. */
  target_s: number | null;
  press: (direction: 1 | -1, isRepeat: boolean) => void;
  release: () => void;
  /** By hand, along the bar. */
  drag: (target_s: number) => void;
  commit: () => void;
  cancel: () => void;
}

/** Looking for a place in the film, by keys or by hand; the film moves only when the place is found. */
export function useScrub(media: MediaStore): Scrubbing {
  const [scrub, setScrub] = useState<(Scrub & { settle_ms: number | null }) | null>(null);

  const commit = () => {
    if (scrub) media.goTo(scrub.target_s);
    setScrub(null);
  };
  const settle = useEffectEvent(commit);
  useEffect(() => {
    if (!scrub || scrub.settle_ms === null) return;
    const timer = setTimeout(() => settle(), scrub.settle_ms);
    return () => clearTimeout(timer);
  }, [scrub]);

  return {
    target_s: scrub?.target_s ?? null,
    commit,
    cancel: () => setScrub(null),
    press: (direction, isRepeat) => {
      const { duration_s } = media.snapshot();
      if (duration_s === null) return;
      const now_ms = performance.now();
      const press = { direction, isRepeat, position_s: media.position_s(), duration_s, now_ms };
      setScrub((now) => ({ ...pressed(now, press), settle_ms: SETTLE_WITHOUT_KEYUP_MS }));
    },
    release: () => setScrub((now) => (now?.settle_ms ? { ...now, settle_ms: SETTLE_MS } : now)),
    drag: (target_s) => {
      const { duration_s } = media.snapshot();
      if (duration_s === null) return;
      setScrub({ target_s: within(target_s, duration_s), heldSince_ms: 0, reported_ms: 0, settle_ms: null });
    },
  };
}
