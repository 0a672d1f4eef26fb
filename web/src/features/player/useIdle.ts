import { useEffect, useRef, useState } from 'react';

/** After the mouse or a finger rests. */
const POINTER_MS = 3000;
/** Keys move one control at a time, and a screen reader speaks in between. */
const KEYS_MS = 7000;
/** A moving mouse reports far more often than anybody needs to know. */
const PACE_MS = 250;

export interface Presence {
  isShown: boolean;
  /** Somebody did something: show the controls for a while. */
  wake: (by: 'pointer' | 'keys') => void;
  hide: () => void;
}

/** Whether the controls are shown. They stay while `isHeld`: paused, a menu is open, a place is being looked for. */
export function useIdle(isHeld: boolean): Presence {
  const [until, setUntil] = useState<{ wait_ms: number } | null>({ wait_ms: POINTER_MS });
  const wokenAt = useRef(0);
  useEffect(() => {
    if (!until || isHeld) return;
    const timer = setTimeout(() => setUntil(restsOnControls() ? { wait_ms: POINTER_MS } : null), until.wait_ms);
    return () => clearTimeout(timer);
  }, [until, isHeld]);
  return {
    isShown: isHeld || until !== null,
    wake: (by) => {
      const now = performance.now();
      if (by === 'pointer' && until && now - wokenAt.current < PACE_MS) return;
      wokenAt.current = now;
      setUntil({ wait_ms: by === 'keys' ? KEYS_MS : POINTER_MS });
    },
    hide: () => setUntil(null),
  };
}

/** A mouse that lies on a control is about to use it. A finger leaves no trace, whatever `:hover` says after a tap. */
function restsOnControls(): boolean {
  return window.matchMedia('(hover: hover)').matches && document.querySelector('[data-controls] button:hover') !== null;
}
