import { useEffect, useEffectEvent } from 'react';
import { verdictOn } from './diagnosis';
import type { MediaStore } from './media';
import { isLive, type Playback, type PlaybackEvent } from './phase';
import { byteAt } from './ranges';
import { HANGING_MS } from './timing';
import { probe } from './wire';

/** What happens to the element, as events for the reducer; and a word with the server when it goes wrong. */
export function useReports(now: Playback, send: (event: PlaybackEvent) => void, media: MediaStore): void {
  const { video } = media;
  const { load, attempt } = now;
  const isListening = isLive(now) && load !== null;
  const isStuck = now.phase.kind === 'starting' || now.phase.kind === 'waiting';

  const diagnose = useEffectEvent(async (mediaError: number, signal: AbortSignal) => {
    if (!load) return;
    const at_s = media.position_s();
    send({ type: 'starved' });
    const byte = byteAt(at_s, media.snapshot().duration_s, load.started.size_bytes);
    const answer = await probe(load.started.url, byte, signal);
    if (signal.aborted) return;
    const verdict = verdictOn(mediaError, answer, attempt);
    send(verdict.kind === 'expired' ? { type: 'expired', at_s } : { type: 'broke', trouble: verdict.trouble, at_s });
  });

  useEffect(() => {
    if (!isListening) return;
    const asking = new AbortController();
    const reports: Record<string, () => unknown> = {
      canplay: () => send({ type: 'ready' }),
      play: () => send({ type: 'resumed' }),
      // Events come late: by now it may have been paused again.
      playing: () => video.paused || send({ type: 'playing' }),
      // Chromium pauses an element that failed; that is nobody's wish.
      pause: () => video.error || send({ type: 'paused' }),
      waiting: () => send({ type: 'starved' }),
      seeking: () => send({ type: 'sought' }),
      ended: () => send({ type: 'ended' }),
      error: () => {
        const code = video.error?.code;
        if (code && code !== MediaError.MEDIA_ERR_ABORTED) void diagnose(code, asking.signal);
      },
    };
    for (const [name, report] of Object.entries(reports)) video.addEventListener(name, report);
    return () => {
      asking.abort();
      for (const [name, report] of Object.entries(reports)) video.removeEventListener(name, report);
    };
  }, [isListening, video, send]);

  useEffect(() => {
    if (!isStuck) return;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => void diagnose(MediaError.MEDIA_ERR_NETWORK, asking.signal);
    const wind = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, HANGING_MS);
    };
    wind();
    // A connection that outlived an outage is dead, and would not say so for long.
    window.addEventListener('online', ask);
    video.addEventListener('progress', wind);
    return () => {
      asking.abort();
      clearTimeout(timer);
      window.removeEventListener('online', ask);
      video.removeEventListener('progress', wind);
    };
  }, [isStuck, video]);
}
