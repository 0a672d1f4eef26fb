import { lazy, useState, type ComponentType } from 'react';

interface Fetched<Props> {
  Page: ComponentType<Props>;
  /** Bring its code along before it is wanted. Resolves in any case: whoever comes to the page sees what is wrong. */
  fetch: () => Promise<void>;
}

/**
 * A page whose code comes by itself. React's `lazy` alone shows the fallback even when the code is there already, and
 * then leaves the fallback for three tenths of a second; a page that was fetched is shown at once.
 */
export function page<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>): Fetched<Props> {
  const Later = lazy(load) as unknown as ComponentType<Props>;
  let Here: ComponentType<Props> | null = null;
  return {
    Page: function Page(props: Props) {
      // What a page began as it stays, or it would begin anew when its code arrives.
      const [Body] = useState(() => Here ?? Later);
      return <Body {...props} />;
    },
    fetch: async () => {
      try {
        Here = (await load()).default;
      } catch {
        // Asked for once more when the page is shown.
      }
    },
  };
}

/** Resolves when the browser has nothing else to do. */
export function leisure(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve());
    else setTimeout(resolve, 100);
  });
}
