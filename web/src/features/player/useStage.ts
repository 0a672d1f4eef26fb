import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Place } from './keyboard';
import type { Presence } from './useIdle';

/** The screen around the film: notices that somebody is there, hides the mouse, and takes the focus when it is free. */
export function useStage(stage: RefObject<HTMLElement | null>, presence: Presence): void {
  const { isShown } = presence;
  const wake = useEffectEvent((by: 'pointer' | 'keys') => presence.wake(by));

  useEffect(() => {
    const node = stage.current;
    if (!node) return;
    const onMove = (event: PointerEvent) => event.pointerType === 'mouse' && wake('pointer');
    const onFocus = (event: FocusEvent) => event.target !== node && wake('keys');
    const onDown = (event: PointerEvent) => isControl(event.target) && wake('pointer');
    node.addEventListener('pointermove', onMove);
    node.addEventListener('pointerdown', onDown);
    node.addEventListener('focusin', onFocus);
    node.focus({ preventScroll: true });
    return () => {
      node.removeEventListener('pointermove', onMove);
      node.removeEventListener('pointerdown', onDown);
      node.removeEventListener('focusin', onFocus);
    };
  }, [stage]);

  useEffect(() => {
    const node = stage.current;
    node?.toggleAttribute('data-idle', !isShown);
    // Nothing that cannot be seen has focus: the arrows mean time and loudness again.
    if (!isShown && document.activeElement?.closest('[data-controls]')) node?.focus({ preventScroll: true });
  }, [stage, isShown]);
}

export function placeOf(focused: Element | null): Place {
  if (focused?.getAttribute('role') === 'slider') return 'bar';
  return isControl(focused) ? 'button' : 'stage';
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, input, [role="menu"], [role="slider"]') !== null;
}
