import { act, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { json, problem, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Search from '.';

interface Question {
  q: string | null;
  merge: boolean;
  answer: (response: Response) => Promise<void>;
}

let questions: Question[];

beforeEach(() => {
  vi.useFakeTimers();
  questions = [];
  vi.stubGlobal('fetch', (input: Request) => {
    const url = new URL(input.url, 'http://localhost');
    if (url.pathname !== '/api/search') return Promise.resolve(json([]));
    return new Promise<Response>((done) => {
      questions.push({
        q: url.searchParams.get('q'),
        merge: url.searchParams.get('merge') === 'true',
        answer: async (response) => {
          done(response);
          await act(() => vi.advanceTimersByTimeAsync(10));
        },
      });
    });
  });
});

afterEach(dropToken);

const card = (tmdb_id: number, title: string) => ({
  ref: `movie:${tmdb_id}`,
  kind: 'movie',
  tmdb_id,
  title,
  overview: '',
  year: 2020,
  genres: [],
});
const found = (titles: string[], more: object = {}) =>
  json({
    items: titles.map((title) => card(title.length, title)),
    people: [],
    genres: [],
    corrected: null,
    source: 'local',
    ...more,
  });

const Address = () => <p data-testid="address">{useLocation().search}</p>;
const pause = () => act(() => vi.advanceTimersByTimeAsync(300));
const type = async (text: string) => {
  fireEvent.change(screen.getByLabelText('Search for films, shows, people and genres'), { target: { value: text } });
  await pause();
};
const titles = () =>
  screen
    .queryAllByRole('link')
    .map((link) => link.getAttribute('href'))
    .filter((path) => path?.startsWith('/films/'));

async function visit(path = '/search') {
  const store = testStore(session());
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[path]}>
        <Search />
        <Address />
      </MemoryRouter>
    </Provider>,
  );
  await pause();
}

test('one character asks nothing; the pause after the second asks once, and the address keeps it', async () => {
  await visit('/search?kind=movie');
  await type('c');
  expect(questions).toEqual([]);
  await type('cat');
  expect(questions.map(({ q, merge }) => [q, merge])).toEqual([['cat', false]]);
  expect(screen.getByTestId('address').textContent).toBe('?kind=movie&q=cat');
});

test('what is here comes first, and what TMDB adds comes after it', async () => {
  await visit('/search?q=cat');
  await questions[0]?.answer(found(['aa', 'bbb']));
  expect(titles()).toEqual(['/films/2', '/films/3']);
  expect(questions[1]?.merge).toBe(true);
  await questions[1]?.answer(found(['c', 'bbb', 'aa'], { source: 'merged' }));
  expect(titles()).toEqual(['/films/2', '/films/3', '/films/1']);
});

test('the answer to an older question is not shown', async () => {
  await visit('/search?q=ca');
  await type('cats');
  await questions[1]?.answer(found(['aa']));
  await questions[0]?.answer(found(['bbb']));
  expect(titles()).toEqual(['/films/2']);
});

test('nothing is called so only once TMDB has been asked', async () => {
  await visit('/search?q=qqqq');
  await questions[0]?.answer(found([]));
  expect(screen.queryByRole('heading', { name: 'Nothing is called “qqqq”' })).toBeNull();
  await questions[1]?.answer(found([], { source: 'merged' }));
  expect(screen.getByRole('heading', { name: 'Nothing is called “qqqq”' })).toBeTruthy();
});

test('where the filters leave nothing, they can be cleared on the spot', async () => {
  await visit('/search?q=cat&rating=8');
  await questions[0]?.answer(found([]));
  await questions[1]?.answer(found([]));
  fireEvent.click(screen.getAllByRole('button', { name: 'Clear filters' }).at(-1) as HTMLElement);
  expect(screen.getByTestId('address').textContent).toBe('?q=cat');
});

test('it says how the text was understood', async () => {
  await visit('/search?q=matirx');
  await questions[0]?.answer(found(['The Matrix'], { corrected: 'matrix' }));
  expect(screen.getByText('Showing results for “matrix”')).toBeTruthy();
});

test('a trouble with the rest leaves what is here, and says so', async () => {
  await visit('/search?q=cat');
  await questions[0]?.answer(found(['aa']));
  await questions[1]?.answer(problem(503, 'unavailable'));
  expect(titles()).toEqual(['/films/2']);
  expect(screen.getByText('Only what is stored here is shown.')).toBeTruthy();
});

test('a trouble with the question is shown with what helps', async () => {
  await visit('/search?q=cat');
  await questions[0]?.answer(problem(503, 'unavailable'));
  expect(screen.getByRole('alert').textContent).toContain('Not possible right now');
});

test('films of one language can be asked for, also of one that no filter names', async () => {
  await visit('/search?q=cat&language=is');
  fireEvent.click(screen.getByRole('button', { name: 'Filters (1)' }));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Icelandic' }).checked).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: 'Japanese' }));
  expect(screen.getByTestId('address').textContent).toBe('?q=cat&language=ja');
});
