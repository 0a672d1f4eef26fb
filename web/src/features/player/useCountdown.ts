import { useEffect, useState } from 'react';

/** Whole seconds left of a wait that begins when the component appears. */
export function useCountdown(wait_s: number): number {
  const [left_s, setLeft] = useState(Math.ceil(wait_s));
  useEffect(() => {
    const timer = setInterval(() => setLeft((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return left_s;
}
