import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { json, problem, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import History from '.';

/** What the house knows of this profile: show 9 twice, film 1 once, and whatever else a test adds. */
let entries: { id: string; ref: string }[];
let asked: string[];

const titleRef = (ref: string) => ref.replace(/^episode:(\d+).*/, 'show:$1');
const item = ({ id, ref }: { id: string; ref: string }) => ({
  id,
  ref,
  watched_at: '2026-11-02T20:00:00Z',
  origin: 'here',
  title: {
    ref: titleRef(ref),
    kind: ref.startsWith('movie') ? 'movie' : 'show',
    tmdb_id: Number(ref.split(':')[1]),
    title: ref.startsWith('movie') ? `Film ${ref}` : 'Show',
    genres: [],
    overview: '',
  },
  episode: null,
});

function answer({ url, method }: Request): Response {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  asked.push(`${method} ${pathname}${searchParams.get('title') ?? ''}`);
  if (method === 'DELETE') {
    const title = searchParams.get('title');
    entries = entries.filter(({ id, ref }) => (title === null ? !pathname.endsWith(id) : titleRef(ref) !== title));
    return new Response(null, { status: 204 });
  }
  const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('page_size'))];
  const items = entries.slice((page - 1) * size, page * size).map(item);
  return json({ page, page_size: size, total: entries.length, items });
}

beforeEach(() => {
  asked = [];
  entries = [
    { id: 'a', ref: 'episode:9:1:2' },
    { id: 'b', ref: 'movie:1' },
    { id: 'c', ref: 'episode:9:1:1' },
  ];
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answer(request)));
});

afterEach(dropToken);

async function open() {
  const store = testStore(session());
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={['/history']}>
        <History />
      </MemoryRouter>
    </Provider>,
  );
  await act(async () => {});
}

const shown = () => screen.queryAllByRole('link', { name: /Film|Show/ }).map((link) => link.getAttribute('href'));

async function forget(title: RegExp, choice: string) {
  fireEvent.click(screen.getAllByRole('button', { name: title })[0] as HTMLElement);
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: choice }));
  await act(async () => {});
}

test('one viewing is forgotten, the others stay', async () => {
  await open();
  await forget(/Forget: Show/, 'Forget this viewing');
  expect(asked).toContain('DELETE /api/history/a');
  expect(shown()).toEqual(['/films/1', '/shows/9?season=1']);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a whole show is forgotten at once', async () => {
  await open();
  await forget(/Forget: Show/, 'Forget the whole show');
  expect(asked).toContain('DELETE /api/historyshow:9');
  expect(shown()).toEqual(['/films/1']);
});

test('what is refused stays, and is said', async () => {
  await open();
  vi.stubGlobal('fetch', () => Promise.resolve(problem(500, 'internal')));
  await forget(/Forget: Film/, 'Forget every viewing of this film');
  expect(within(screen.getByRole('dialog')).getByRole('alert')).toBeDefined();
  expect(shown()).toHaveLength(3);
});

test('a long history comes page by page', async () => {
  entries = Array.from({ length: 31 }, (_, index) => ({ id: `n${index}`, ref: `movie:${index + 1}` }));
  await open();
  expect(shown()).toHaveLength(30);
  fireEvent.click(screen.getByRole('button', { name: 'Show earlier' }));
  await act(async () => {});
  expect(shown()).toHaveLength(31);
  expect(screen.queryByRole('button', { name: 'Show earlier' })).toBeNull();
});

test('an empty history says what will be in it', async () => {
  entries = [];
  await open();
  expect(screen.getByRole('heading', { name: 'Nothing watched yet' })).toBeDefined();
});
