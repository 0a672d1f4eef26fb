import { act, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useMovieQuery, useSeasonQuery, type SearchOut } from '@/api';
import { json, serve } from '../../tests/server';
import { testStore } from '../../tests/store';
import { useSources } from './sourceSearch';

const AT = '2026-11-21T12:00:00Z';
const search = (more: Partial<SearchOut> = {}): SearchOut => ({
  ref: 'movie:1',
  state: 'running',
  started_at: AT,
  found: 0,
  new: 0,
  is_stale: false,
  providers: [],
  ...more,
});
const failing = { provider: 'slow', state: 'failed' } as SearchOut['providers'][number];

/** A house in which one search runs; `tell` speaks to whoever listens. */
function house() {
  const state = { items: 0, search: null as SearchOut | null, lines: [] as ReadableStreamDefaultController[] };
  const known = () => ({
    items: Array.from({ length: state.items }, (_, index) => ({ id: String(index) })),
    ledger: { entries: [] },
    search: state.search,
    is_stale: false,
    listed_at: null,
  });
  const asked = serve({
    'GET /api/movies/1': () => json({ title: 'The Lamp Post', available: state.items > 0 }),
    'GET /api/shows/7/seasons/1': () => json({ episodes: [{ ref: 'episode:7:1:1', available: state.items > 0 }] }),
    'GET /api/sources/movie%3A1': () => json(known()),
    'GET /api/sources/episode%3A7%3A1%3A1': () => json(known()),
    'GET /api/sources/movie%3A1/search': () => json({ search: state.search, items: [] }),
    'GET /api/sources/episode%3A7%3A1%3A1/search': () => json({ search: state.search, items: [] }),
    'GET /api/events': () => {
      let line: ReadableStreamDefaultController | null = null;
      const body = new ReadableStream({ start: (controller) => void (line = controller) });
      if (line !== null) state.lines.push(line);
      return new Response(body);
    },
  });
  const tell = (data: Record<string, unknown>) => {
    const text = `event: sources\ndata: ${JSON.stringify({ ref: 'movie:1', ...data })}\n\n`;
    state.lines.at(-1)?.enqueue(new TextEncoder().encode(text));
  };
  const count = (path: string) => asked.filter((one) => decodeURIComponent(one.path) === path).length;
  return { state, tell, count };
}

function Film() {
  const film = useMovieQuery({ tmdbId: 1, lang: 'en' });
  const { offers, search: looking } = useSources('movie:1', { skip: film.data === undefined });
  return <Told available={film.data?.available} items={offers.data?.items.length} looking={looking} />;
}

function Episode() {
  const season = useSeasonQuery({ tmdbId: 7, number: 1, lang: 'en' });
  const { offers, search: looking } = useSources('episode:7:1:1');
  return <Told available={season.data?.episodes[0]?.available} items={offers.data?.items.length} looking={looking} />;
}

interface ToldProps {
  available: boolean | undefined;
  items: number | undefined;
  looking: ReturnType<typeof useSources>['search'];
}

function Told({ available, items, looking }: ToldProps) {
  const facts = [
    `${items ?? 'no'} sources`,
    available ? 'playable' : 'absent',
    looking.isRunning ? 'running' : 'at rest',
    `${looking.found ?? 'nothing'} found`,
    `${looking.failed} failed`,
  ];
  return <p>{facts.join(', ')}</p>;
}

function show(page: React.ReactNode) {
  const store = testStore();
  render(<Provider store={store}>{page}</Provider>);
}

const told = () => screen.getByText(/sources/).textContent;
const pass = (time_ms: number) => act(() => vi.advanceTimersByTimeAsync(time_ms));
/** What is told as soon as it is `text`, or after a second, which is before anybody asks anew by the clock. */
const toldAfter = async (text: string) => {
  for (let tries = 0; tries < 20 && !told().includes(text); tries += 1) {
    // oxlint-disable-next-line no-await-in-loop  one moment after the other
    await pass(50);
  }
  return told();
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ['a film', 'movie:1', <Film key="film" />],
  ['an episode', 'episode:7:1:1', <Episode key="episode" />],
])('what a search finds late makes %s playable', async (_what, ref, page) => {
  const { state, tell } = house();
  state.search = search();
  show(page);
  expect(await toldAfter('0 sources, absent, running, 0 found, 0 failed')).toContain(
    '0 sources, absent, running, 0 found, 0 failed',
  );

  state.items = 2;
  state.search = search({ found: 2 });
  tell({ ref, state: 'running', found: 2 });
  expect(await toldAfter('2 sources, playable, running, 2 found, 0 failed')).toContain(
    '2 sources, playable, running, 2 found, 0 failed',
  );

  state.search = search({ found: 2, state: 'done', providers: [failing] });
  tell({ ref, state: 'done', found: 2 });
  expect(await toldAfter('2 sources, playable, at rest, 2 found, 1 failed')).toContain(
    '2 sources, playable, at rest, 2 found, 1 failed',
  );
});

test('an end that nobody told of is found by asking', async () => {
  const { state } = house();
  state.search = search();
  show(<Film />);
  expect(await toldAfter('running')).toContain('running');
  state.items = 1;
  state.search = search({ found: 1, state: 'done' });
  await pass(5000);
  expect(await toldAfter('1 sources, playable, at rest, 1 found, 0 failed')).toContain(
    '1 sources, playable, at rest, 1 found, 0 failed',
  );
});

test('a line that was cut asks for what it has missed', async () => {
  const { state, count } = house();
  state.search = search();
  show(<Film />);
  expect(await toldAfter('running')).toContain('running');
  state.items = 1;
  state.search = search({ found: 1, state: 'done' });
  state.lines.at(-1)?.close();
  await pass(1000);
  expect(await toldAfter('1 sources, playable, at rest, 1 found, 0 failed')).toContain(
    '1 sources, playable, at rest, 1 found, 0 failed',
  );
  expect(count('/api/events')).toBe(2);
});

test('a search that never ends is believed in for a minute', async () => {
  const { state } = house();
  state.search = search();
  show(<Film />);
  expect(await toldAfter('running')).toContain('running');
  await pass(59_000);
  expect(told()).toContain('running');
  expect(await toldAfter('at rest')).toContain('at rest');
});

test('where a search is still good nothing is fetched twice', async () => {
  const { state, count } = house();
  state.items = 3;
  show(<Film />);
  expect(await toldAfter('3 sources, playable, at rest, nothing found, 0 failed')).toContain(
    '3 sources, playable, at rest, nothing found, 0 failed',
  );
  expect(['/api/movies/1', '/api/sources/movie:1', '/api/sources/movie:1/search', '/api/events'].map(count)).toEqual([
    1, 1, 1, 0,
  ]);
});
