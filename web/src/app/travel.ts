/**
 * Going to a page and coming back: a new page begins at its top, a page one returns to is where it was left, down to
 * the card that had focus. Escape, and the remote's Back, go one step up.
 */
import { doesFocusableExist, getCurrentFocusKey } from '@noriginmedia/norigin-spatial-navigation';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { isBack } from '@/lib/keys';
import { BAR, DIALOG, focusInside, hasActed, PAGE, usesArrows } from '@/lib/spatial';

interface Place {
  scrollY: number;
  focusKey: string;
}

/** By history entry. In memory: after a reload the page is new anyway. */
const left = new Map<string, Place>();
/** So long focus is looked after on a page that is still loading. */
const PATIENCE_MS = 6000;
/** A page gets this long to show the card that was left; then focus goes where it goes on a new page. */
const RETURN_MS = 3000;
/** And this long to show what it wants to have focus first. */
const FIRST_MS = 1000;

export function useReturn(): void {
  const { key, pathname } = useLocation();
  const kind = useNavigationType();
  const first = useRef(true);

  useEffect(() => {
    window.history.scrollRestoration = 'manual';
  }, []);

  // By the time a page is gone the window may have shrunk to the next one, so the scroll is noted while it happens.
  useLayoutEffect(() => {
    let { scrollY } = window;
    const note = () => (scrollY = window.scrollY);
    window.addEventListener('scroll', note, { passive: true });
    return () => {
      window.removeEventListener('scroll', note);
      left.set(key, { scrollY, focusKey: getCurrentFocusKey() });
    };
  }, [key]);

  useEffect(() => {
    const opening = first.current;
    first.current = false;
    const place = kind === 'POP' ? left.get(key) : undefined;
    if (place) return restore(place);
    // Nobody moved focus yet: only a remote needs it somewhere. Whoever has just signed in did.
    if (opening) return usesArrows() || hasActed() ? arrive() : undefined;
    if (kind === 'REPLACE') return;
    window.scrollTo(0, 0);
    return arrive();
  }, [key, kind, pathname]);
}

/** Focus goes to the page's first thing for keys, to its heading for everybody else. */
function arrive(): () => void {
  return once(arrival());
}

/** Answers whether there is nothing left to do. */
function arrival(): () => boolean {
  const firstEnds = performance.now() + FIRST_MS;
  let wasHere = false;
  return () => {
    const heading = document.querySelector<HTMLElement>('main h1');
    if (heading === null) return false;
    if (hasFocusInPage()) return true;
    if (!usesArrows()) {
      // Once loaded, a page may have another heading, and the focus of the first one is lost with it.
      if (!wasHere || document.activeElement === document.body) heading.focus({ preventScroll: true });
      wasHere = true;
      return false;
    }
    // What a page wants to have focus first may come later than the rest of it.
    const first = document.querySelector<HTMLElement>('main [data-first]')?.dataset['first'];
    const isMissing = first !== undefined && !doesFocusableExist(first);
    if (!isMissing || performance.now() > firstEnds) void focusInside(PAGE);
    return false;
  };
}

/** The person may have been faster than the page. */
function hasFocusInPage(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused.matches('main :is(a, button, input, summary)');
}

/** By key and Tab as by remote: whoever goes back finds the focus where it was. */
function restore({ scrollY, focusKey }: Place): () => void {
  const returnEnds = performance.now() + RETURN_MS;
  let isScrolled = false;
  let attempt: (() => boolean) | null = null;
  return once(() => {
    const isHere = doesFocusableExist(focusKey);
    const isTallEnough = document.documentElement.scrollHeight >= scrollY + window.innerHeight;
    if (!isScrolled && (isHere || isTallEnough)) {
      window.scrollTo(0, scrollY);
      isScrolled = true;
    }
    if (isHere && hasActed()) void focusInside(focusKey);
    if (isHere || (isScrolled && !hasActed())) return true;
    if (performance.now() < returnEnds) return false;
    attempt ??= arrival();
    return attempt();
  });
}

/** Tries at every frame until it works or the page has had its time. */
function once(attempt: () => boolean): () => void {
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  const tick = () => {
    if (!attempt() && performance.now() < until) frame = requestAnimationFrame(tick);
  };
  tick();
  return () => cancelAnimationFrame(frame);
}

export function useBackKey(): void {
  const navigate = useNavigate();
  const { pathname, key } = useLocation();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isBack(event) || event.defaultPrevented || doesFocusableExist(DIALOG)) return;
      if (pathname === '/') {
        void focusInside(BAR);
        return;
      }
      event.preventDefault();
      // The first entry of this tab has nothing of ours behind it.
      if (key === 'default') void navigate('/');
      else void navigate(-1);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate, pathname, key]);
}
