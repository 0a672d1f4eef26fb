/**
 * Which of three layouts the screen gets. CSS reads it from `<html data-layout>`.
 *
 * A television is known by its browser's name, or by being a whole 1080p screen: a desktop browser with its own bars
 * never leaves a page that much height.
 */
import { useSyncExternalStore } from 'react';

export type Layout = 'phone' | 'desktop' | 'tv';
export type LayoutWish = Layout | 'auto';

const TELEVISION = /Tizen|SMART-TV|SmartTV|Web0S|webOS\.TV|BRAVIA|GoogleTV|Android TV|AFT[A-Z]|CrKey|HbbTV|VIDAA/;
const KEPT_AS = 'miauflix.layout';

export function layoutFor(size: { width: number; height: number }, browser: string): Layout {
  if (TELEVISION.test(browser)) return 'tv';
  if (size.width < 760) return 'phone';
  return size.width >= 1900 && size.height >= 1060 ? 'tv' : 'desktop';
}

export function layoutWish(): LayoutWish {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'phone' || kept === 'desktop' || kept === 'tv' ? kept : 'auto';
}

export function currentLayout(): Layout {
  return document.documentElement.dataset['layout'] as Layout;
}

export function wishLayout(wish: LayoutWish): void {
  if (wish === 'auto') localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, wish);
  applyLayout();
}

export function applyLayout(): void {
  // A film going full screen must not turn the desktop around it into a television.
  if (document.fullscreenElement) return;
  const wish = layoutWish();
  const size = { width: window.innerWidth, height: window.innerHeight };
  document.documentElement.dataset['layout'] = wish === 'auto' ? layoutFor(size, navigator.userAgent) : wish;
  listeners.forEach((listener) => listener());
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For what is there in one layout only; mere looks are left to CSS. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, currentLayout);
}

export function watchLayout(): void {
  applyLayout();
  window.addEventListener('resize', applyLayout);
}
