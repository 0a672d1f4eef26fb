/** What a key means, whatever the device calls it. */
export type Direction = 'up' | 'down' | 'left' | 'right';

const ARROWS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** Key codes of "back" on remotes that send no name: Samsung, LG. */
const BACK_CODES = new Set([10009, 461]);

type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

export function arrowOf(press: KeyPress): Direction | null {
  if (press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return null;
  return ARROWS[press.key] ?? null;
}

export function isBack(press: Pick<KeyboardEvent, 'key' | 'keyCode'>): boolean {
  return press.key === 'Escape' || press.key === 'GoBack' || press.key === 'XF86Back' || BACK_CODES.has(press.keyCode);
}

/** Whether an arrow belongs to the field it was pressed in: the caret, a slider, a list of options. */
export function fieldKeepsArrow(target: EventTarget | null, direction: Direction): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLElement && (target.isContentEditable || target.getAttribute('role') === 'slider')) {
    return true;
  }
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.type === 'range') return direction === 'left' || direction === 'right';
  if (target.type === 'checkbox' || target.type === 'radio' || target.type === 'button') return false;
  if (direction === 'up' || direction === 'down') return false;
  return !caretIsAtEdge(target, direction);
}

function caretIsAtEdge(input: HTMLInputElement, direction: 'left' | 'right'): boolean {
  // E-mail and number fields tell no caret position; only an empty one lets the arrow pass.
  if (input.selectionStart === null) return input.value === '';
  if (input.selectionStart !== input.selectionEnd) return false;
  return direction === 'left' ? input.selectionStart === 0 : input.selectionStart === input.value.length;
}
