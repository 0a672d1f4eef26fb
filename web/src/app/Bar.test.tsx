import { render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { sessionOpened } from '@/lib/session/slice';
import { session } from '../../tests/server';
import { Bar } from './Bar';
import { makeStore } from './store';

afterEach(dropToken);

test.each([
  ['/', 'Home'],
  ['/films', 'Films'],
  ['/films/603', 'Films'],
  ['/shows/1399', 'Shows'],
  ['/watchlist', 'My list'],
  ['/history', 'My list'],
  ['/lists', 'My list'],
  ['/lists/my-0123456789abcdef', 'My list'],
  ['/admin/tasks', 'Manage'],
  ['/account', 'Account: Mia'],
])('at %s the bar says: %s', (path, label) => {
  expect(marked(path)).toEqual([label]);
});

test.each(['/lists/%40%40tmdb_movies_popular', '/people/1', '/nowhere'])('%s is under none of them', (path) => {
  expect(marked(path)).toEqual([]);
});

function marked(path: string): string[] {
  const store = makeStore();
  store.dispatch(sessionOpened(session() as never));
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[path]}>
        <Bar />
      </MemoryRouter>
    </Provider>,
  );
  const links = screen.getAllByRole('link').filter((one) => one.getAttribute('aria-current') === 'page');
  return links.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '');
}
