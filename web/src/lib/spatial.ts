/**
 * Arrow keys, on top of norigin, which decides where focus goes; the DOM's own focus is the truth.
 *
 * norigin's keyboard listener is replaced by ours for three reasons: an arrow inside a text field moves the caret,
 * Enter stays the browser's (a link is a link), and an arrow that finds no neighbour scrolls the page. When focus moves
 * by Tab, click or script, norigin is told, so that both ways of moving can be mixed.
 */
import {
  doesFocusableExist,
  getCurrentFocusKey,
  init,
  navigateByDirection,
  setFocus,
} from '@noriginmedia/norigin-spatial-navigation';
import { arrowOf, fieldKeepsArrow, type Direction } from './keys';
import { currentLayout } from './layout';

/** The page's own container; arrows start here when nothing has focus. */
export const PAGE = 'page';
/** An open dialog's container, which arrows do not leave. */
export const DIALOG = 'dialog';

/** Focus keys of elements that can have focus, so that `focusin` finds its way back to norigin. */
const keys = new WeakMap<Element, string>();

let lastInput: 'arrows' | 'tab' | 'pointer' | 'none' = 'none';

/** Whether the person walks by arrow keys or a remote, and so needs something in focus at all times. */
export function usesArrows(): boolean {
  return lastInput === 'arrows' || (lastInput === 'none' && currentLayout() === 'tv');
}

export function nameFocusable(element: Element, focusKey: string): void {
  keys.set(element, focusKey);
}

export function startSpatialNavigation(): void {
  init({
    shouldFocusDOMNode: true,
    domNodeFocusOptions: { preventScroll: true },
    focusOnPresetKey: false,
    layoutAdapter: { addEventListeners: () => {}, removeEventListeners: () => {}, measureLayout },
  });
  window.addEventListener('keydown', onKeyDown);
  document.addEventListener('focusin', onFocusIn);
  window.addEventListener('pointerdown', () => (lastInput = 'pointer'), { capture: true });
}

/** norigin measures by offsets, which do not know of scrolled rows and fixed bars; rectangles do. */
async function measureLayout(component: { node: HTMLElement }) {
  const box = component.node.getBoundingClientRect();
  const { left, top, right, bottom, width, height, x, y } = box;
  return { left, top, right, bottom, width, height, x, y, node: component.node };
}

function onFocusIn(event: FocusEvent): void {
  const focusKey = event.target instanceof Element ? keys.get(event.target) : undefined;
  if (focusKey !== undefined && focusKey !== getCurrentFocusKey()) void setFocus(focusKey);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Tab') lastInput = 'tab';
  const direction = arrowOf(event);
  if (direction === null || event.defaultPrevented || fieldKeepsArrow(event.target, direction)) return;
  event.preventDefault();
  lastInput = 'arrows';
  void move(direction);
}

async function move(direction: Direction): Promise<void> {
  const here = focusedKey();
  if (here === null) return focusInside(doesFocusableExist(DIALOG) ? DIALOG : PAGE);
  if (here !== getCurrentFocusKey()) await setFocus(here);
  await navigateByDirection(direction);
  if (getCurrentFocusKey() === here && (direction === 'up' || direction === 'down')) scrollOn(direction);
}

/** The key of what has focus, or null when that is nothing norigin knows. */
function focusedKey(): string | null {
  const focusKey = document.activeElement ? keys.get(document.activeElement) : undefined;
  return focusKey !== undefined && doesFocusableExist(focusKey) ? focusKey : null;
}

function scrollOn(direction: 'up' | 'down'): void {
  const step = window.innerHeight * 0.6;
  window.scrollBy({ top: direction === 'down' ? step : -step, behavior: scrollBehaviour() });
}

export function scrollBehaviour(): ScrollBehavior {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}

/** Focus the named thing, or the last focused or first thing inside the named container. */
export async function focusInside(focusKey: string): Promise<void> {
  if (doesFocusableExist(focusKey)) await setFocus(focusKey);
}
