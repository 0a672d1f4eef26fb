import { useSyncExternalStore } from 'react';
import { currentLayout, type Layout } from '@/lib/layout';

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** The layout of the app, which it decides anew whenever the window changes. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, currentLayout);
}
