import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { json, problem, serve } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Player from './index';

/** A film of 120 s that plays when told to: what happy-dom's media element leaves out. */
function equip(video: HTMLVideoElement): void {
  let isPaused = true;
  Object.defineProperties(video, {
    duration: { get: () => 120 },
    paused: { get: () => isPaused },
    readyState: { get: () => 4 },
    currentTime: { value: 0, writable: true },
    buffered: { get: () => ({ length: 1, start: () => 0, end: () => 30 }) },
  });
  video.play = async () => {
    isPaused = false;
    fireEvent(video, new Event('play'));
  };
  video.pause = () => {
    isPaused = true;
    fireEvent(video, new Event('pause'));
  };
}

const started = {
  ticket: 'one',
  url: '/api/stream/one/file',
  decision: 'direct',
  reason: '',
  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  ref: 'movie:1',
  source_id: 's1',
  name: 'Tides',
  size_bytes: 1000,
  content_type: 'video/mp4',
  resume_at_s: 0,
  duration_s: 120,
  next: null,
};

const status = { stage: 'connecting', peers_known: 7, peers_connected: 3 };

function stateOf(body: unknown): unknown {
  return (body as { state: unknown }).state;
}

function Elsewhere() {
  return <p>{`at ${useLocation().pathname}`}</p>;
}

function watch(ref = 'movie:1'): HTMLVideoElement {
  const store = testStore();
  const page = render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[`/watch/${ref}`]}>
        <Routes>
          <Route path="/watch/:ref" element={<Player />} />
          <Route path="*" element={<Elsewhere />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  return page.container.querySelector('video')!;
}

function frame(video: HTMLVideoElement, at_s: number): void {
  act(() => {
    video.currentTime = at_s;
    fireEvent(video, new Event('playing'));
    fireEvent(video, new Event('timeupdate'));
  });
}

beforeEach(() => {
  document.documentElement.dataset['layout'] = 'desktop';
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (this: HTMLVideoElement) {
    equip(this);
    return this.play();
  });
});

// Leaving saves, too: that must be over before the server is taken away.
afterEach(async () => {
  await act(async () => cleanup());
});

describe('the player', () => {
  it('says what a start is waiting for', async () => {
    serve({ 'POST /api/playback': () => json(started, 201), 'GET /api/stream/one/status': () => json(status) });
    watch();
    expect((await screen.findAllByText('3 peers connected')).length).toBeGreaterThan(0);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Tides');
  });

  it('plays, and shows where it is', async () => {
    serve({ 'POST /api/playback': () => json(started, 201) });
    const video = watch();
    await waitFor(() => expect(video.src).toContain('/api/stream/one/file'));
    frame(video, 65);
    const bar = await screen.findByRole('slider', { name: 'Position' });
    expect(bar.getAttribute('aria-valuetext')).toBe('1 minute 5 seconds of 2 minutes');
  });

  it('says in its menu that its sources may be gone, and looks for others without going away', async () => {
    const source = { id: 's1', provider: 'torznab', resolution: '1080p', codec: 'h264', size: null, seeders: 3 };
    const known = { items: [source], ledger: { entries: [] }, search: null, listed_at: '2026-01-01T00:00:00Z' };
    let isStale = true;
    const asked = serve({
      'POST /api/playback': () => json(started, 201),
      'GET /api/sources/movie%3A1': () => json({ ...known, is_stale: isStale }),
      'GET /api/sources/movie%3A1/search': () => {
        isStale = false;
        const search = { ref: 'movie:1', state: 'done', started_at: '2026-11-21T12:00:00Z', found: 1, providers: [] };
        return json({ search, items: [] });
      },
    });
    const video = watch();
    await waitFor(() => expect(video.src).toContain('/api/stream/one/file'));
    frame(video, 65);
    fireEvent.click(await screen.findByRole('button', { name: 'Source' }));
    const again = await screen.findByRole('menuitem', { name: /^Search again ?listed .*, not found since$/ });
    expect(asked.filter(({ path }) => path.endsWith('/search'))).toEqual([]);
    fireEvent.click(again);
    await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
    expect(asked.filter(({ path }) => path.endsWith('/search'))).toHaveLength(1);
    expect(video.src).toContain('/api/stream/one/file');
  });

  it('pauses by key, and saves where that was', async () => {
    const asked = serve({
      'POST /api/playback': () => json(started, 201),
      'POST /api/stream/one/progress': () => new Response(null, { status: 204 }),
    });
    const video = watch();
    await waitFor(() => expect(video.src).toContain('/api/stream/one/file'));
    frame(video, 65);
    await screen.findByRole('button', { name: 'Pause' });
    fireEvent.keyDown(document.body, { key: 'k' });
    await screen.findByRole('button', { name: 'Play' });
    await waitFor(() => {
      const saved = asked.filter(({ path }) => path === '/api/stream/one/progress').map(({ body }) => body);
      expect(saved).toEqual([
        { position_s: 65, duration_s: 120, state: 'playing' },
        { position_s: 65, duration_s: 120, state: 'paused' },
      ]);
    });
  });

  it('says that it stopped at the end, when it is left, and when the page goes', async () => {
    const asked = serve({
      'POST /api/playback': () => json(started, 201),
      'POST /api/stream/one/progress': () => new Response(null, { status: 204 }),
      'POST /api/progress': () => new Response(null, { status: 204 }),
    });
    const said = () =>
      asked.filter(({ path }) => path.endsWith('/progress')).map(({ path, body }) => `${stateOf(body)} ${path}`);
    const beacons: string[] = [];
    vi.spyOn(navigator, 'sendBeacon').mockImplementation((url, body) => {
      void (body as Blob).text().then((text) => beacons.push(`${stateOf(JSON.parse(text))} ${url}`));
      return true;
    });
    const video = watch();
    await waitFor(() => expect(video.src).toContain('/api/stream/one/file'));
    frame(video, 118);
    act(() => void fireEvent(video, new Event('ended')));
    await waitFor(() => expect(said()).toHaveLength(2));
    frame(video, 3);
    await waitFor(() => expect(said()).toHaveLength(3));
    fireEvent(window, new Event('pagehide'));
    // A page that goes is hidden after that.
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    fireEvent(document, new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    await waitFor(() => expect(beacons).toHaveLength(1));
    await act(async () => cleanup());
    await waitFor(() =>
      expect(said()).toEqual([
        'playing /api/stream/one/progress',
        'stopped /api/stream/one/progress',
        'playing /api/stream/one/progress',
        'stopped /api/progress',
      ]),
    );
    expect(beacons).toEqual(['stopped /api/stream/one/progress']);
  });

  it('names the fix when nothing can be played, and offers no try that cannot help', async () => {
    const asked = serve({ 'POST /api/playback': () => problem(404, 'no_source') });
    watch();
    expect((await screen.findByRole('alert')).textContent).toContain('Nobody offers this yet');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(asked.filter(({ path }) => path === '/api/playback')).toHaveLength(1);
  });

  it('asks for another source when one is chosen', async () => {
    const source = { provider: 'demo', quality: null, codec: 'H.264', size: null, seeders: 4, score: 1 };
    const asked = serve({
      'POST /api/playback': () => json({ ...started, decision: 'unsupported', reason: 'No .mkv here' }, 201),
      'GET /api/movies/1': () => json({ title: 'Tides', backdrop: null, poster: null }),
      'GET /api/sources/movie%3A1': () =>
        json({
          items: [
            { ...source, id: 's1', resolution: '1080p', isDefault: true },
            { ...source, id: 's2', resolution: '720p', isDefault: false },
          ],
          ledger: { entries: [] },
        }),
    });
    watch();
    expect((await screen.findByRole('alert')).textContent).toContain('No .mkv here');
    fireEvent.click(await screen.findByRole('button', { name: /720p · H.264/ }));
    await waitFor(() => {
      const wishes = asked.filter(({ path }) => path === '/api/playback').map(({ body }) => body);
      expect(wishes).toMatchObject([
        { title: 'movie:1', source_id: null, device: { codecs: ['h264'] } },
        { title: 'movie:1', source_id: 's2' },
      ]);
    });
  });

  it('leaves to the page of the film when it was opened by its address', async () => {
    serve({ 'POST /api/playback': () => json(started, 201) });
    watch();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(await screen.findByText('at /films/1')).toBeTruthy();
  });

  it.each([
    ['the network is back', () => fireEvent(window, new Event('online'))],
    ['somebody looks again', () => fireEvent(document, new Event('visibilitychange'))],
  ])('tries again as soon as %s', async (_what, happens) => {
    const busy = () => problem(503, 'unavailable', { 'retry-after': '3600' });
    const asked = serve({ 'POST /api/playback': busy });
    const tries = () => asked.filter(({ path }) => path === '/api/playback').length;
    watch();
    await waitFor(() => {
      if (tries() === 1) act(() => void happens());
      expect(tries()).toBe(2);
    });
  });

  it('keeps the focus of a film that was paused before it began', async () => {
    let begin: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (begin = resolve));
    serve({ 'POST /api/playback': () => paused.then(() => json(started, 201)) });
    const video = watch();
    const stage = screen.getByRole('main');
    await waitFor(() => expect(document.activeElement).toBe(stage));
    fireEvent.keyDown(stage, { key: 'Enter' });
    begin();
    await waitFor(() => expect(video.src).toContain('/api/stream/one/file'));
    equip(video);
    await act(async () => void fireEvent(video, new Event('canplay')));
    const play = screen.getAllByRole('button', { name: 'Play' }).find((one) => one.closest('[data-controls]'));
    await waitFor(() => expect(document.activeElement).toBe(play));
    // It begins after all: the buttons make way until there is a picture.
    await act(async () => void fireEvent.click(play!));
    expect(document.activeElement).toBe(stage);
    frame(video, 1);
    const pause = await screen.findByRole('button', { name: 'Pause' });
    await waitFor(() => expect(document.activeElement).toBe(pause));
  });
});
