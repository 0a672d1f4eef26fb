import { useLayoutEffect, useRef } from 'react';
import styles from './Player.module.css';

/** An element that loads anew goes black. Until it has a picture again, the last one stays. */
export function LastFrame({ video, isShown }: { video: HTMLVideoElement; isShown: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!isShown || !canvas.current || video.videoWidth === 0) return;
    canvas.current.width = video.videoWidth;
    canvas.current.height = video.videoHeight;
    canvas.current.getContext('2d')?.drawImage(video, 0, 0);
  }, [isShown, video]);
  return isShown ? <canvas ref={canvas} className={styles.frame} aria-hidden="true" /> : null;
}
