/** The media element as a store that React can read: one view, replaced whenever the element reports something. */
import { useSyncExternalStore } from 'react';
import type { Loudness } from './memory';
import { bufferedSpans, type Span } from './ranges';

export interface MediaView {
  position_s: number;
  /** Null until it is known. */
  duration_s: number | null;
  isSeeking: boolean;
  volume: number;
  isMuted: boolean;
  rate: number;
  buffered: readonly Span[];
}

/** What turning the sound on means when it was turned down to nothing. */
const HEARD = 0.5;

const REPORTS = [
  'timeupdate',
  'durationchange',
  'progress',
  'seeking',
  'seeked',
  'playing',
  'ended',
  'volumechange',
  'ratechange',
] as const;

/** An element that ended its way further than this from its goal never went there. */
const OFF_S = 2;

/**
 * While the element loads anew it stands at 0 and knows no duration. The store then keeps showing the duration and the
 * place that is being gone to, so that the seek bar does not jump.
 */
export class MediaStore {
  private view: MediaView;
  private goal_s: number | null = null;
  private isCorrected = false;
  private duration_s: number | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(readonly video: HTMLVideoElement) {
    this.view = this.look();
  }

  /** Follow the element until the returned function is called. */
  connect(): () => void {
    for (const name of REPORTS) this.video.addEventListener(name, this.report);
    return () => {
      for (const name of REPORTS) this.video.removeEventListener(name, this.report);
    };
  }

  readonly snapshot = (): MediaView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The element is about to load; it will go to `at_s` as soon as it can. */
  expect(at_s: number, duration_s: number | null): void {
    this.goal_s = at_s;
    this.isCorrected = false;
    this.duration_s ??= duration_s;
    this.renew();
  }

  goTo(position_s: number): void {
    this.goal_s = position_s;
    this.isCorrected = false;
    this.video.currentTime = position_s;
    this.renew();
  }

  setVolume(volume: number): void {
    this.video.volume = volume;
    this.video.muted = volume === 0;
  }

  toggleMute(): void {
    if (this.video.volume === 0) this.video.volume = HEARD;
    this.video.muted = !this.video.muted;
  }

  setRate(rate: number): void {
    this.video.defaultPlaybackRate = rate; // what a new load begins with
    this.video.playbackRate = rate;
  }

  /** Take on a loudness, and report every change of it from then on, until the returned function is called. */
  keepLoudness({ volume, isMuted }: Loudness, onChange: (loudness: Loudness) => void): () => void {
    const { video } = this;
    video.volume = volume;
    video.muted = isMuted;
    const report = () => onChange({ volume: video.volume, isMuted: video.muted });
    video.addEventListener('volumechange', report);
    return () => video.removeEventListener('volumechange', report);
  }

  /** This very moment's, where the view has the last report's. */
  position_s(): number {
    return this.goal_s ?? this.video.currentTime;
  }

  private readonly report = (event: Event): void => {
    if (event.type === 'seeked' && this.isAstray()) return this.correct();
    if (event.type === 'playing' || event.type === 'seeked') this.goal_s = null;
    this.renew();
  };

  /** Chromium says 0 when it was paused on its way to the first place, and shows the picture of that place all the same. */
  private isAstray(): boolean {
    return this.goal_s !== null && !this.isCorrected && Math.abs(this.video.currentTime - this.goal_s) > OFF_S;
  }

  private correct(): void {
    this.isCorrected = true;
    if (this.goal_s !== null) this.video.currentTime = this.goal_s;
  }

  private renew(): void {
    this.view = this.look();
    for (const listener of this.listeners) listener();
  }

  private look(): MediaView {
    const { video } = this;
    if (Number.isFinite(video.duration)) this.duration_s = video.duration;
    return {
      position_s: this.position_s(),
      duration_s: this.duration_s,
      isSeeking: video.seeking,
      volume: video.volume,
      isMuted: video.muted,
      rate: video.playbackRate,
      buffered: bufferedSpans(video.buffered, video.duration),
    };
  }
}

/** Only whether it looks for another place: for whoever need not follow every second. */
export function useIsSeeking(media: MediaStore): boolean {
  return useSyncExternalStore(media.subscribe, () => media.snapshot().isSeeking);
}

export function useMedia(media: MediaStore): MediaView {
  return useSyncExternalStore(media.subscribe, media.snapshot);
}
