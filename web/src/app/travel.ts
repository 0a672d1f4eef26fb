/**
 * Going to a page and coming back: a new page begins at its top, a page one returns to is where it was left, down to
 * the card that had focus. Escape, and the remote's Back, go one step up.
 */
import { doesFocusableExist, getCurrentFocusKey } from '@noriginmedia/norigin-spatial-navigation';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { isBack } from '@/lib/keys';
import { DIALOG, focusInside, PAGE, usesArrows } from '@/lib/spatial';
import { BAR } from './Bar';

interface Place {
  scrollY: number;
  focusKey: string;
}

/** By history entry. In memory: after a reload the page is new anyway. */
const left = new Map<string, Place>();
/** A page that is still loading gets this long to show the card that is looked for. */
const PATIENCE_MS = 2000;

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
    // Nobody moved focus yet: only a remote needs it somewhere.
    if (opening) return usesArrows() ? arrive() : undefined;
    if (kind === 'REPLACE') return;
    window.scrollTo(0, 0);
    return arrive();
  }, [key, kind, pathname]);
}

/** Focus goes to the page's first thing for keys, to its heading for everybody else. */
function arrive(): () => void {
  const patienceEnds = performance.now() + PATIENCE_MS / 2;
  return once(() => {
    const heading = document.querySelector<HTMLElement>('main h1');
    if (heading === null) return false;
    if (!usesArrows()) {
      heading.focus({ preventScroll: true });
      return true;
    }
    // What a page wants to have focus first may come later than the rest of it.
    const first = document.querySelector<HTMLElement>('main [data-first]')?.dataset['first'];
    const isMissing = first !== undefined && !doesFocusableExist(first);
    if (isMissing && performance.now() < patienceEnds) return false;
    if (hasFocusInPage()) return true;
    void focusInside(PAGE);
    return false;
  });
}

/** The person may have been faster than the page. */
function hasFocusInPage(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused.matches('main :is(a, button, input, summary)');
}

function restore({ scrollY, focusKey }: Place): () => void {
  return once(() => {
    if (!doesFocusableExist(focusKey) && document.documentElement.scrollHeight < scrollY + window.innerHeight) {
      return false;
    }
    window.scrollTo(0, scrollY);
    if (usesArrows() && doesFocusableExist(focusKey)) void focusInside(focusKey);
    return true;
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
