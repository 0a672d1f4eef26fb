/** Full screen and picture in picture, as far as the browser has them. */
import { useEffect, useState, type RefObject } from 'react';

/** What iPhones have instead: only the element itself can fill the screen. */
interface AppleVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

export interface Screen {
  isFull: boolean;
  isInPicture: boolean;
  /** Null where the browser cannot. */
  toggleFull: (() => void) | null;
  togglePicture: (() => void) | null;
}

export function useScreen(stage: RefObject<HTMLElement | null>, video: HTMLVideoElement): Screen {
  const [isFull, setFull] = useState(() => document.fullscreenElement != null);
  const [isInPicture, setInPicture] = useState(() => document.pictureInPictureElement === video);

  useEffect(() => {
    const onFull = () => setFull(document.fullscreenElement != null);
    const onPicture = () => setInPicture(document.pictureInPictureElement === video);
    document.addEventListener('fullscreenchange', onFull);
    video.addEventListener('enterpictureinpicture', onPicture);
    video.addEventListener('leavepictureinpicture', onPicture);
    return () => {
      document.removeEventListener('fullscreenchange', onFull);
      video.removeEventListener('enterpictureinpicture', onPicture);
      video.removeEventListener('leavepictureinpicture', onPicture);
    };
  }, [video]);

  return { isFull, isInPicture, toggleFull: fullFor(stage, video), togglePicture: pictureFor(video) };
}

function fullFor(stage: RefObject<HTMLElement | null>, video: AppleVideo): (() => void) | null {
  if (document.fullscreenEnabled) {
    return () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void stage.current?.requestFullscreen({ navigationUI: 'hide' }).then(turnWide, ignore);
    };
  }
  return video.webkitEnterFullscreen ? () => video.webkitEnterFullscreen?.() : null;
}

/** A phone held upright turns the film on its side, where that can be asked for. */
function turnWide(): void {
  const orientation = screen.orientation as { lock?: (to: string) => Promise<void> } | undefined;
  void orientation?.lock?.('landscape').catch(ignore);
}

function pictureFor(video: HTMLVideoElement): (() => void) | null {
  if (!document.pictureInPictureEnabled) return null;
  return () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(ignore);
    else void video.requestPictureInPicture().catch(ignore);
  };
}

/** A refusal (no gesture, no metadata yet) leaves everything as it was, which is answer enough. */
function ignore(): void {}
