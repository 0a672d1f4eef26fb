import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { useRecordMutation } from '@/api';
import type { MediaStore } from './media';
import type { Playback } from './phase';
import { ProgressSaver, stateIn, type Position, type Urgency } from './saving';
import { sendProgress } from './wire';

/** Notes how far the film has got and what the player does, through `saving.ts`, whenever that is worth it. */
export function useSaving(ref: string, now: Playback, media: MediaStore, onExpired: () => void): void {
  const [record] = useRecordMutation();
  const saver = useRef<ProgressSaver | null>(null);

  const read = useEffectEvent((isLeaving: boolean): Position | null => {
    const { duration_s } = media.snapshot();
    // Before the first frame the element stands at 0 on its way to where the film was left.
    if (!now.hasPlayed || !duration_s) return null;
    const state = isLeaving ? 'stopped' : stateIn(now.phase);
    return { position_s: Math.min(media.position_s(), duration_s), duration_s, state };
  });
  const send = useEffectEvent(async (position: Position, urgency: Urgency) => {
    if (!now.started) return false;
    const answer = await sendProgress(now.started.ticket, position, urgency);
    if (answer === 'expired') onExpired();
    return answer === true;
  });
  /** The app stays, only the player goes: this way the pages that show progress learn that it is new. */
  const leave = useEffectEvent(() => {
    const position = read(true);
    if (position) void record({ positionOf: { ref, ...position } });
  });

  // A layout effect, because on leaving it must come before the element is emptied and stands at 0.
  useLayoutEffect(() => {
    // The page is going, and its film with it; it is hidden after that, which must not sound as if the film went on.
    let isLeaving = false;
    const made = new ProgressSaver(
      () => read(isLeaving),
      (position, urgency) => send(position, urgency),
    );
    saver.current = made;
    const sought = () => void made.save();
    const close = () => {
      isLeaving = true;
      void made.save('last');
    };
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      isLeaving = isLeaving && !persisted;
      if (persisted) void made.save();
    };
    const hide = () => document.hidden && void made.save('last');
    media.video.addEventListener('seeked', sought);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', close);
    window.addEventListener('pageshow', comeBack);
    return () => {
      media.video.removeEventListener('seeked', sought);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', close);
      window.removeEventListener('pageshow', comeBack);
      made.cancel();
      leave();
    };
  }, [media]);

  const isPlaying = now.phase.kind === 'playing';
  useEffect(() => {
    const made = saver.current;
    if (!made || !isPlaying) return;
    made.start();
    return () => void made.stop();
  }, [media, isPlaying]);
}
