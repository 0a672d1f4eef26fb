/** What a key asks of the player. Keyboards and remotes name the same wish differently; here they meet. */
import { arrowOf, isBack, type Direction } from '@/lib/keys';
import { STEP_S } from './scrub';

export type Command =
  | { do: 'toggle' | 'play' | 'pause' | 'mute' | 'fullscreen' | 'pictureInPicture' | 'faster' | 'slower' }
  | { do: 'help' | 'back' | 'next' }
  /** Enter where nothing has focus: pause or go on, and take the focus to the buttons. */
  | { do: 'toggleAndEnter' }
  | { do: 'enter'; part: 'top' | 'buttons' }
  | { do: 'scrub'; direction: 1 | -1 }
  | { do: 'jump'; by_s: number }
  | { do: 'goTo'; fraction: number }
  | { do: 'volume'; by: number };

/**
 * Where the focus is. `stage`: on the picture, no button has it. `bar`: the seek bar. `button`: any other control, whose
 * arrows belong to the spatial navigation and whose Enter and Space press it.
 */
export type Place = 'stage' | 'bar' | 'button';

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'
>;

export const VOLUME_STEP = 0.05;

const NAMED: Record<string, Command> = {
  k: { do: 'toggle' },
  j: { do: 'jump', by_s: -STEP_S },
  l: { do: 'jump', by_s: STEP_S },
  m: { do: 'mute' },
  f: { do: 'fullscreen' },
  p: { do: 'pictureInPicture' },
  n: { do: 'next' },
  '<': { do: 'slower' },
  '>': { do: 'faster' },
  '?': { do: 'help' },
  home: { do: 'goTo', fraction: 0 },
  mediaplaypause: { do: 'toggle' },
  mediaplay: { do: 'play' },
  mediapause: { do: 'pause' },
  mediastop: { do: 'back' },
  mediarewind: { do: 'scrub', direction: -1 },
  mediafastforward: { do: 'scrub', direction: 1 },
  mediatracknext: { do: 'next' },
  mediatrackprevious: { do: 'goTo', fraction: 0 },
};

/** Remotes of Samsung and LG send only these. */
const NUMBERED: Record<number, Command> = {
  10252: { do: 'toggle' },
  415: { do: 'play' },
  19: { do: 'pause' },
  413: { do: 'back' },
  412: { do: 'scrub', direction: -1 },
  417: { do: 'scrub', direction: 1 },
  10233: { do: 'next' },
};

/** The command of a key press, or null when the press is none of the player's business. */
export function commandOf(press: KeyPress, place: Place, isTelevision: boolean): Command | null {
  if (press.isComposing || press.ctrlKey || press.altKey || press.metaKey) return null;
  if (isBack(press)) return { do: 'back' };
  const direction = arrowOf(press);
  if (direction) return arrowCommand(direction, place, isTelevision);
  if (press.key === 'Enter') return place === 'button' ? null : { do: 'toggleAndEnter' };
  if (press.key === ' ') return place === 'button' ? null : { do: 'toggle' };
  if (/^[0-9]$/.test(press.key)) return { do: 'goTo', fraction: Number(press.key) / 10 };
  return NAMED[press.key.toLowerCase()] ?? NUMBERED[press.keyCode] ?? null;
}

/**
 * On the picture the arrows are time and loudness; once a control has focus they move the focus. A remote has volume
 * keys of its own but no Tab, so there up and down are the way to the controls.
 */
function arrowCommand(direction: Direction, place: Place, isTelevision: boolean): Command | null {
  if (place === 'button') return null;
  if (direction === 'left' || direction === 'right') return { do: 'scrub', direction: direction === 'left' ? -1 : 1 };
  if (place === 'bar' || isTelevision) return { do: 'enter', part: direction === 'up' ? 'top' : 'buttons' };
  return { do: 'volume', by: direction === 'up' ? VOLUME_STEP : -VOLUME_STEP };
}
