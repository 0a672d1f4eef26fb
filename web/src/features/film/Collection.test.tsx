import { render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { json, problem, serve, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import { Collection } from './Collection';

beforeEach(() => {
  // happy-dom has none; the row is near from the start.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(dropToken);

const film = (number: number) => ({
  ref: `movie:${number}`,
  kind: 'movie',
  tmdb_id: number,
  title: `Film ${number}`,
  year: 2000 + number,
  poster: null,
});

function show(answer: () => Response) {
  const asked = serve({
    'GET /api/demo': () => json({ active: false, ready: 0, total: 0, films: [] }),
    'GET /api/movies/2/collection': answer,
  });
  const store = testStore(session());
  const { container } = render(
    <Provider store={store}>
      <MemoryRouter>
        <Collection tmdbId={2} name="Nine Lives" lang="en" />
      </MemoryRouter>
    </Provider>,
  );
  return { asked, container };
}

test('the films stand in their order, the one that is looked at marked', async () => {
  show(() => json({ id: 7, name: 'Nine Lives', films: [film(1), film(2), film(3)] }));
  expect(await screen.findByRole('heading', { name: 'Nine Lives' })).toBeDefined();
  const links = screen.getAllByRole('link');
  expect(links.map((one) => one.getAttribute('href'))).toEqual(['/films/1', '/films/2', '/films/3']);
  expect(links.map((one) => one.getAttribute('aria-current'))).toEqual([null, 'page', null]);
});

test.each([
  ['a film that is alone', () => json({ id: 7, name: 'Nine Lives', films: [film(2)] })],
  ['an answer that does not come', () => problem(503, 'unavailable')],
])('of %s nothing is shown', async (_, answer) => {
  const { asked, container } = show(answer);
  await waitFor(() => expect(asked.some(({ path }) => path.endsWith('/collection'))).toBe(true));
  await waitFor(() => expect(container.innerHTML).toBe(''));
});
