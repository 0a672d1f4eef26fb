import { useEffect, useRef, type RefObject } from 'react';
import { focusInside } from '@/lib/spatial';
import { PLAY } from './Controls';

/**
 * Focus that goes away with the buttons that had it waits on the picture, and returns to the buttons when they do: they
 * make way while a film that was paused before its first frame begins after all. Answers the way to the buttons, which
 * is gone by then if they are not there yet.
 */
export function useButtonFocus(stage: RefObject<HTMLElement | null>, hasButtons: boolean): () => void {
  const isOwed = useRef(false);

  // After every change: any of them may have taken away what had focus.
  useEffect(() => {
    if (hasButtons || document.activeElement !== document.body) return;
    isOwed.current = true;
    stage.current?.focus({ preventScroll: true });
  });

  useEffect(() => {
    if (!hasButtons || !isOwed.current) return;
    isOwed.current = false;
    if (document.activeElement === stage.current) void focusInside(PLAY);
  }, [stage, hasButtons]);

  return () => {
    isOwed.current = !hasButtons;
    void focusInside(PLAY);
  };
}
