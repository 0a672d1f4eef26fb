import { useEffect, useState } from 'react';

/** True once `flag` has been true for so long: what is over in a blink is not worth showing. */
export function useLasting(flag: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!flag) return;
    const timer = setTimeout(() => setLasts(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [flag, milliseconds]);
  return flag && lasts;
}
