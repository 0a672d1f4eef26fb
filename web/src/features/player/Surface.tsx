import { useRef, type PointerEvent } from 'react';
import styles from './Player.module.css';
import { tapped, type Gesture, type Taps } from './taps';

interface SurfaceProps {
  onClick: () => void;
  onDoubleClick: () => void;
  onGesture: (gesture: Gesture) => void;
}

/** A finger that moved further than this was not a tap. */
const STILL_PX = 12;

/** The picture itself, for mouse and fingers. Everything it does can be done by buttons and keys, too. */
export function Surface({ onClick, onDoubleClick, onGesture }: SurfaceProps) {
  const taps = useRef<Taps | null>(null);
  const down = useRef({ x: 0, y: 0, isMouse: false });

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const { x, y, isMouse } = down.current;
    if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX || event.button !== 0) return;
    if (isMouse) return onClick();
    const box = event.currentTarget.getBoundingClientRect();
    const result = tapped(taps.current, { at_ms: event.timeStamp, x: (event.clientX - box.left) / box.width });
    taps.current = result.taps;
    onGesture(result.gesture);
  };

  return (
    <div
      className={styles.surface}
      onPointerDown={(event) => {
        down.current = { x: event.clientX, y: event.clientY, isMouse: event.pointerType === 'mouse' };
      }}
      onPointerUp={onPointerUp}
      onDoubleClick={() => down.current.isMouse && onDoubleClick()}
    />
  );
}
