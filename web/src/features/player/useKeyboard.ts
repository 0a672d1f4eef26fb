import { useEffect, useEffectEvent } from 'react';
import { commandOf, type Command, type Place } from './keyboard';

/** Listens on the document: what has focus decides what a key means, but no focus is needed for keys to work. */
export function useKeyboard(
  isTelevision: boolean,
  placeOf: (focused: Element | null) => Place,
  on: { command: (command: Command, isRepeat: boolean) => void; release: () => void },
): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const command = commandOf(event, placeOf(document.activeElement), isTelevision);
    if (!command) return;
    event.preventDefault();
    on.command(command, event.repeat);
  });
  const onKeyUp = useEffectEvent(on.release);
  useEffect(() => {
    const down = (event: KeyboardEvent) => onKeyDown(event);
    const up = () => onKeyUp();
    document.addEventListener('keydown', down);
    document.addEventListener('keyup', up);
    return () => {
      document.removeEventListener('keydown', down);
      document.removeEventListener('keyup', up);
    };
  }, []);
}
