/** The system's own controls: lock screen, headset, media keys of the keyboard, the notification of a phone. */
import { useEffect, useEffectEvent } from 'react';
import type { PictureSource } from '@/ui';
import { useMedia, type MediaStore } from './media';
import type { Phase } from './phase';
import { STEP_S } from './scrub';
import type { TitleInfo } from './useTitle';

export interface SystemActions {
  play: () => void;
  pause: () => void;
  jump: (by_s: number) => void;
  goTo: (position_s: number) => void;
  next: (() => void) | null;
}

const session = 'mediaSession' in navigator ? navigator.mediaSession : null;

export function useMediaSession(title: TitleInfo, phase: Phase, media: MediaStore, actions: SystemActions): void {
  useMetadata(title);
  useHandlers(actions);
  usePositionState(media);
  useEffect(() => {
    if (session) session.playbackState = stateOf(phase);
  }, [phase]);
}

function useMetadata({ name, part, poster }: TitleInfo): void {
  useEffect(() => {
    if (!session || typeof MediaMetadata === 'undefined') return;
    session.metadata = new MediaMetadata({ title: part ?? name, artist: part ? name : '', artwork: artworkOf(poster) });
    return () => {
      session.metadata = null;
    };
  }, [name, part, poster]);
}

function artworkOf(poster: PictureSource | null): MediaImage[] {
  if (!poster) return [];
  return [240, 480].map((width) => {
    const height = Math.round((width * poster.height) / poster.width);
    return { src: `${poster.url}/${width}`, sizes: `${width}x${height}` };
  });
}

function useHandlers(actions: SystemActions): void {
  const act = useEffectEvent((details: MediaSessionActionDetails) => {
    if (details.action === 'play') actions.play();
    if (details.action === 'pause') actions.pause();
    if (details.action === 'seekbackward') actions.jump(-(details.seekOffset ?? STEP_S));
    if (details.action === 'seekforward') actions.jump(details.seekOffset ?? STEP_S);
    if (details.action === 'seekto' && details.seekTime != null) actions.goTo(details.seekTime);
    if (details.action === 'nexttrack') actions.next?.();
  });
  const hasNext = actions.next !== null;
  useEffect(() => {
    const names: MediaSessionAction[] = ['play', 'pause', 'seekbackward', 'seekforward', 'seekto'];
    if (hasNext) names.push('nexttrack');
    for (const name of names) handle(name, (details) => act(details));
    return () => {
      for (const name of names) handle(name, null);
    };
  }, [hasNext]);
}

function handle(name: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    session?.setActionHandler(name, handler);
  } catch {
    // A browser that does not know an action throws; the others still work.
  }
}

/** The system counts on by itself, so only jumps and changes of speed need telling; once a second is plenty. */
function usePositionState(media: MediaStore): void {
  const { position_s, duration_s, rate } = useMedia(media);
  const position = Math.floor(position_s);
  useEffect(() => {
    if (!session?.setPositionState || !duration_s || !Number.isFinite(duration_s)) return;
    session.setPositionState({ duration: duration_s, position: Math.min(position, duration_s), playbackRate: rate });
  }, [position, duration_s, rate]);
}

function stateOf(phase: Phase): MediaSessionPlaybackState {
  if (phase.kind === 'playing' || phase.kind === 'waiting') return 'playing';
  return phase.kind === 'paused' || phase.kind === 'ended' ? 'paused' : 'none';
}
