import { useEffect } from 'react';

/** Keeps the screen on while a film plays, where there is a Screen Wake Lock (secure pages only). */
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    const wakeLock = (navigator as { wakeLock?: WakeLock }).wakeLock;
    if (!isWanted || !wakeLock) return;
    let isOver = false;
    let held: WakeLockSentinel | null = null;
    const hold = async () => {
      // The system lets go whenever the page is hidden, so it is asked again each time the page comes back.
      if (isOver || document.hidden) return;
      held = await wakeLock.request('screen').catch(() => null);
      if (isOver) void held?.release();
    };
    void hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', hold);
      void held?.release();
    };
  }, [isWanted]);
}
