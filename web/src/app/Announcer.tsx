import { useEffect, useState } from 'react';
import { usesArrows } from '@/lib/spatial';

/**
 * Names the page one has come to. Only for people who walk by arrows: focus goes to a button then, whose name says
 * nothing of the page. For everybody else it goes to the heading, which speaks for itself.
 */
export function Announcer() {
  const [title, setTitle] = useState('');
  useEffect(() => {
    const watcher = new MutationObserver(() => {
      if (usesArrows()) setTitle(document.title);
    });
    watcher.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => watcher.disconnect();
  }, []);
  return <output className="unseen">{title}</output>;
}
