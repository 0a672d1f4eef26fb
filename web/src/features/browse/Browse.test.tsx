import { render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { expect, test, vi } from 'vitest';
import { json, serve } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Browse from '.';

const PAGE = 40;
const film = (number: number) => ({
  ref: `movie:${number}`,
  kind: 'movie',
  tmdb_id: number,
  title: `Film ${number}`,
  year: 2020,
  poster: null,
});

/** A wall of three columns: what happy-dom leaves out. */
function layOut(): void {
  const style = { gridTemplateColumns: '1fr 1fr 1fr', fontSize: '16px', getPropertyValue: () => '5' };
  vi.spyOn(window, 'getComputedStyle').mockReturnValue(style as unknown as CSSStyleDeclaration);
}

test('the next page of a wall is there before its end is', async () => {
  layOut();
  const items = Array.from({ length: PAGE }, (_, index) => film(index + 1));
  const asked = serve({
    'GET /api/lists': () => json([{ slug: 'long', name: 'Long', kind: 'movie', total: 400 }]),
    'GET /api/lists/long': () => json({ slug: 'long', name: 'Long', total: 400, page: 1, page_size: PAGE, items }),
    'GET /api/demo': () => json({ active: false, ready: 0, total: 0, films: [] }),
  });
  const store = testStore();
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={['/lists/long']}>
        <Routes>
          <Route path="/lists/:slug" element={<Browse />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  await screen.findAllByText('Film 24');
  const pages = () => asked.filter(({ path }) => path === '/api/lists/long').length;
  await waitFor(() => expect(pages()).toBe(2));
});
