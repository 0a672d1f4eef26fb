import { useEffect, useState } from 'react';

const PAUSE_MS = 250;

/**
 * What stands in the field, which is `settle`d after a pause. `settled` may also change by itself, as by Back or a link:
 * then the field follows, unless that was its own doing.
 */
export function useTyped(settled: string, settle: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(settled);
  const [seen, setSeen] = useState(settled);
  const [sent, setSent] = useState(settled);
  if (seen !== settled) {
    setSeen(settled);
    if (settled !== sent) {
      setSent(settled);
      setText(settled);
    }
  }
  useEffect(() => {
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      settle(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, sent, settle]);
  return [text, setText];
}
