import { useEffect } from 'react';
import type { MediaStore } from './media';
import { keepLoudness, keptLoudness } from './memory';
import type { Playback } from './phase';
import { within } from './scrub';
import type { SendEvent } from './usePlayback';

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export interface Actions {
  play: () => void;
  pause: () => void;
  toggle: () => void;
  goTo: (position_s: number) => void;
  jump: (by_s: number) => void;
  setVolume: (volume: number) => void;
  toggleMute: () => void;
  setRate: (rate: number) => void;
  /** To the next faster or slower one, if there is one. */
  changeRate: (by: 1 | -1) => void;
}

/** What a person can do to the film. Everything here takes effect at once; the views follow the element's reports. */
export function useActions(now: Playback, send: SendEvent, media: MediaStore): Actions {
  useEffect(() => media.keepLoudness(keptLoudness(), keepLoudness), [media]);

  const play = () => {
    send({ type: 'wished', play: true });
    void media.video.play().catch(() => {}); // refused or overtaken by a new load: the element's events say which
  };
  const pause = () => {
    send({ type: 'wished', play: false });
    media.video.pause();
  };
  const goTo = (position_s: number) => {
    const { duration_s } = media.snapshot();
    if (duration_s !== null && media.video.readyState > 0) media.goTo(within(position_s, duration_s));
  };
  return {
    play,
    pause,
    toggle: () => (now.wantsToPlay && now.phase.kind !== 'ended' ? pause() : play()),
    goTo,
    jump: (by_s) => goTo(media.position_s() + by_s),
    setVolume: (volume) => media.setVolume(volume),
    toggleMute: () => media.toggleMute(),
    setRate: (rate) => media.setRate(rate),
    changeRate: (by) => {
      const at = RATES.findIndex((rate) => rate >= media.video.playbackRate);
      const rate = RATES[at + by];
      if (rate !== undefined) media.setRate(rate);
    },
  };
}
