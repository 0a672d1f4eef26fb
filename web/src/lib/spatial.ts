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
  SpatialNavigation,
  SpatialNavigationService,
} from '@noriginmedia/norigin-spatial-navigation';
import { arrowOf, fieldKeepsArrow, type Direction } from './keys';
import { currentLayout } from './layout';

/** The page's own container; arrows start here when nothing has focus. */
export const PAGE = 'page';
/** An open dialog's container, which arrows do not leave. */
export const DIALOG = 'dialog';
/** The list of pages beside some pages, and the bar around all of them. */
export const SIDE = 'side';
export const BAR = 'bar';

/** Where arrows begin when nothing has focus: the first of these that has anything to focus. */
const BEGINNINGS = [DIALOG, PAGE, SIDE, BAR];

/**
 * norigin's own `setFocus` and `navigateByDirection` queue their work and resolve before it is done; these resolve
 * once focus has moved. Their order is kept by `moves` below.
 */
const setFocus = SpatialNavigationService.prototype.setFocus.bind(SpatialNavigation);
const navigate = SpatialNavigationService.prototype.navigateByDirection.bind(SpatialNavigation);

/** Ends when the last arrow has been followed: a key held down must not overtake itself. */
let moves: Promise<void> = Promise.resolve();

/** Focus keys of elements that can have focus, so that `focusin` finds its way back to norigin. */
const keys = new WeakMap<Element, string>();

let lastInput: 'arrows' | 'tab' | 'pointer' | 'none' = 'none';

/** Whether the arrow that was pressed last is held down. */
let isHeld = false;

/** Whether the person walks by arrow keys or a remote, and so needs something in focus at all times. */
export function usesArrows(): boolean {
  return lastInput === 'arrows' || (lastInput === 'none' && currentLayout() === 'tv');
}

/** Whether the person did anything here yet. Before that, focus is the browser's; afterwards it must never be lost. */
export function hasActed(): boolean {
  return lastInput !== 'none';
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

/** What overlaps by no more than this counts as side by side: a row's shadow, a ring, a line's leading. */
const SLACK_X_PX = 8;
const SLACK_Y_PX = 16;

/**
 * norigin measures by offsets, which do not know of scrolled rows and fixed bars; rectangles do.
 *
 * It also measures what has focus when a page goes away, a frame after its element is gone: such a thing is nowhere, and
 * `NaN` is in no direction of anything.
 */
async function measureLayout({ node }: { node: HTMLElement }) {
  if (!(node as HTMLElement | null)?.isConnected) {
    return { left: NaN, top: NaN, width: NaN, height: NaN, right: NaN, bottom: NaN, x: NaN, y: NaN, node };
  }
  const box = node.getBoundingClientRect();
  const dx = Math.min(SLACK_X_PX, box.width / 4);
  const dy = Math.min(SLACK_Y_PX, box.height / 4);
  const [left, top, width, height] = [box.left + dx, box.top + dy, box.width - 2 * dx, box.height - 2 * dy];
  return { left, top, width, height, right: left + width, bottom: top + height, x: left, y: top, node };
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
  isHeld = event.repeat;
  moves = after(moves, direction);
}

async function after(earlier: Promise<void>, direction: Direction): Promise<void> {
  await earlier.catch(() => {});
  await move(direction);
}

async function move(direction: Direction): Promise<void> {
  const here = focusedKey();
  if (here === null) return begin();
  if (here !== getCurrentFocusKey()) await setFocus(here);
  const before = document.activeElement;
  await navigate(direction);
  if (document.activeElement !== before) return;
  // A page of nothing but text has been entered: there is no focus to be had, so it stays where it was.
  if (getCurrentFocusKey() !== here) await setFocus(here);
  if (direction === 'up' || direction === 'down') await goBeyond(direction);
}

/** There is nothing more that way: the page scrolls, and past its end comes the bar. */
async function goBeyond(direction: 'up' | 'down'): Promise<void> {
  if (doesFocusableExist(DIALOG)) return;
  const { scrollHeight, clientHeight } = document.documentElement;
  const end = direction === 'up' ? 0 : scrollHeight - clientHeight;
  if (Math.abs(window.scrollY - end) > 1) scrollOn(direction);
  else if (direction === (currentLayout() === 'phone' ? 'down' : 'up')) await focusInside(BAR);
}

async function begin(): Promise<void> {
  for (const place of BEGINNINGS) {
    // One after the other: the next is tried only if the one before has nothing.
    // oxlint-disable-next-line no-await-in-loop
    await focusInside(place);
    if (focusedKey() !== null || (place === DIALOG && doesFocusableExist(DIALOG))) return;
  }
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
  // A key held down is faster than a smooth scroll, and would come to where nothing is shown yet.
  if (isHeld) return 'auto';
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}

/** Focus the named thing, or the last focused or first thing inside the named container. */
export async function focusInside(focusKey: string): Promise<void> {
  if (doesFocusableExist(focusKey)) await setFocus(focusKey);
}
