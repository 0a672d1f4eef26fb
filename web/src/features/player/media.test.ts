import { expect, it } from 'vitest';
import { MediaStore } from './media';

class FakeVideo extends EventTarget {
  currentTime = 0;
  duration = Number.NaN;
  seeking = false;
  volume = 1;
  muted = false;
  playbackRate = 1;
  buffered = { length: 0, start: () => 0, end: () => 0 };

  report(name: string, change: Partial<FakeVideo>): void {
    Object.assign(this, change);
    this.dispatchEvent(new Event(name));
  }
}

function watched(): { video: FakeVideo; store: MediaStore; reports: () => number } {
  const video = new FakeVideo();
  const store = new MediaStore(video as unknown as HTMLVideoElement);
  let count = 0;
  store.connect();
  store.subscribe(() => (count += 1));
  return { video, store, reports: () => count };
}

it('shows what the element reports', () => {
  const { video, store, reports } = watched();
  video.report('durationchange', { duration: 120 });
  video.report('timeupdate', { currentTime: 30 });
  expect(store.snapshot()).toMatchObject({ duration_s: 120, position_s: 30 });
  expect(reports()).toBe(2);
});

it('gives the same view until something is reported', () => {
  const { video, store } = watched();
  const before = store.snapshot();
  video.currentTime = 5;
  expect(store.snapshot()).toBe(before);
});

it('keeps place and duration while the element loads anew', () => {
  const { video, store } = watched();
  video.report('durationchange', { duration: 120 });
  video.report('timeupdate', { currentTime: 60 });
  store.expect(60, null);
  video.report('durationchange', { duration: Number.NaN, currentTime: 0 });
  expect(store.snapshot()).toMatchObject({ duration_s: 120, position_s: 60 });
  video.report('seeked', { duration: 120, currentTime: 60 });
  video.report('timeupdate', { currentTime: 61 });
  expect(store.snapshot().position_s).toBe(61);
});

it('goes again when the element says that it arrived somewhere else, but only once', () => {
  const { video, store } = watched();
  store.expect(60, 120);
  video.report('seeked', { currentTime: 0, duration: 120 });
  expect(video.currentTime).toBe(60);
  expect(store.position_s()).toBe(60);
  video.report('seeked', { currentTime: 0 });
  expect(video.currentTime).toBe(0);
  expect(store.position_s()).toBe(0);
});

it('stands at the new place from the moment it is sent there', () => {
  const { video, store } = watched();
  store.goTo(90);
  expect(store.snapshot().position_s).toBe(90);
  video.report('seeked', { currentTime: 90.02 });
  expect(store.snapshot().position_s).toBe(90.02);
});

it('knows the duration from an earlier time until the element does', () => {
  const { video, store } = watched();
  store.expect(754, 3600);
  expect(store.snapshot()).toMatchObject({ duration_s: 3600, position_s: 754 });
  video.report('durationchange', { duration: 3599.2 });
  expect(store.snapshot().duration_s).toBe(3599.2);
});

it('lets go of the element', () => {
  const video = new FakeVideo();
  const store = new MediaStore(video as unknown as HTMLVideoElement);
  store.connect()();
  video.report('timeupdate', { currentTime: 9 });
  expect(store.snapshot().position_s).toBe(0);
  expect(store.position_s()).toBe(9);
});

it('reports to nobody who has left', () => {
  const { video, store } = watched();
  let count = 0;
  store.subscribe(() => (count += 1))();
  video.report('seeking', { seeking: true });
  expect(count).toBe(0);
});
