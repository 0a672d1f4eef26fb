import { useEffect, useState } from 'react';

/** True for so long after `flag` has gone out: time for what it showed to fade. */
export function useAfterglow(flag: boolean, milliseconds: number): boolean {
  const [seen, setSeen] = useState({ flag, glows: false });
  if (seen.flag !== flag) setSeen({ flag, glows: !flag });
  const { glows } = seen;
  useEffect(() => {
    if (!glows) return;
    const timer = setTimeout(() => setSeen((now) => ({ ...now, glows: false })), milliseconds);
    return () => clearTimeout(timer);
  }, [glows, milliseconds]);
  return glows;
}
