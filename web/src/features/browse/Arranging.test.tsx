import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { startSpatialNavigation } from '@/lib/spatial';
import { json, problem, serve, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Browse from '.';

beforeAll(startSpatialNavigation);
afterEach(dropToken);

const LIST = '/api/lists/my-1';
const done = () => new Response(null, { status: 204 });
const film = (name: string) => ({
  ref: `movie:${name.length}`,
  kind: 'movie',
  tmdb_id: name.length,
  title: name,
  year: 2020,
  poster: null,
});

/** A list whose titles are told apart by the lengths of their names. */
function house(titles: string[], more: Record<string, () => Response> = {}) {
  const at = (name: string) => `${LIST}/items/movie%3A${name.length}`;
  const move = (name: string) => [
    `PUT ${at(name)}/position`,
    ({ body }: { body: unknown }) => {
      titles.splice(titles.indexOf(name), 1);
      titles.splice((body as { position: number }).position - 1, 0, name);
      return done();
    },
  ];
  const take = (name: string) => [`DELETE ${at(name)}`, () => (titles.splice(titles.indexOf(name), 1), done())];
  return serve({
    'GET /api/demo': () => json({ active: false, ready: 0, total: 0, films: [] }),
    'GET /api/lists': () => json([{ slug: 'my-1', name: 'Rainy', kind: 'mixed', total: titles.length, own: true }]),
    [`GET ${LIST}`]: () => json({ slug: 'my-1', name: 'Rainy', total: titles.length, items: titles.map(film) }),
    ...Object.fromEntries([...titles.map(move), ...titles.map(take)]),
    ...more,
  });
}

async function arrange() {
  const style = { gridTemplateColumns: '1fr 1fr 1fr', fontSize: '16px', getPropertyValue: () => '5' };
  vi.spyOn(window, 'getComputedStyle').mockReturnValue(style as unknown as CSSStyleDeclaration);
  const store = testStore(session());
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={['/lists/my-1']}>
        <Routes>
          <Route path="/lists/:slug" element={<Browse />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Arrange' }));
  await screen.findAllByRole('group');
}

const button = (name: string) => screen.getByRole('button', { name });
const shown = () => screen.getAllByRole('group').map((one) => one.getAttribute('aria-label'));
const shows = (titles: string[]) => waitFor(() => expect(shown()).toEqual(titles));
const hasFocus = (name: string) => waitFor(() => expect(document.activeElement).toBe(button(name)));

test('a title is moved by one place or to an end, and focus goes along by one', async () => {
  const asked = house(['a', 'bb', 'ccc', 'dddd']);
  await arrange();
  fireEvent.click(button('Move ccc one place earlier'));
  await shows(['a', 'ccc', 'bb', 'dddd']);
  await hasFocus('Move ccc one place earlier');
  fireEvent.click(button('Move ccc one place earlier'));
  await shows(['ccc', 'a', 'bb', 'dddd']);
  await hasFocus('Move ccc one place later');
  fireEvent.click(button('Move a one place later'));
  await shows(['ccc', 'bb', 'a', 'dddd']);
  await hasFocus('Move a one place later');
  fireEvent.click(button('Move bb to the end'));
  await shows(['ccc', 'a', 'dddd', 'bb']);
  fireEvent.click(button('Move dddd to the beginning'));
  await shows(['dddd', 'ccc', 'a', 'bb']);
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(
    [2, 1, 3, 4, 1].map((position) => ({ position })),
  );
  expect(screen.getByText('dddd is now number 1 of 4')).toBeDefined();
});

test('pressing again does not wait for the first move to be done', async () => {
  const asked = house(['a', 'bb', 'ccc', 'dddd', 'eeeee']);
  await arrange();
  const later = button('Move a one place later');
  fireEvent.click(later);
  fireEvent.click(later);
  fireEvent.click(button('Move dddd one place later'));
  fireEvent.click(later);
  await shows(['bb', 'ccc', 'dddd', 'a', 'eeeee']);
  await hasFocus('Move a one place later');
  expect(asked.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(
    [2, 3, 4].map((position) => ({ position })),
  );
});

test('the ends lead no further', async () => {
  house(['a', 'bb']);
  await arrange();
  const isDisabled = (name: string) => (button(name) as HTMLButtonElement).disabled;
  for (const way of ['to the beginning', 'one place earlier']) expect(isDisabled(`Move a ${way}`)).toBe(true);
  for (const way of ['to the end', 'one place later']) expect(isDisabled(`Move bb ${way}`)).toBe(true);
  for (const way of ['to the end', 'one place later']) expect(isDisabled(`Move a ${way}`)).toBe(false);
});

test('titles are taken off, and the last of them leaves an empty list behind', async () => {
  house(['a', 'bb']);
  await arrange();
  fireEvent.click(button('Take bb off the list'));
  await shows(['a']);
  await hasFocus('Take a off the list');
  fireEvent.click(button('Take a off the list'));
  await screen.findByText('Nothing on this list yet');
  await hasFocus('Rename or remove');
  expect(screen.queryByRole('button', { name: 'Done' })).toBeNull();
});

test('what another device has taken away meanwhile is told, and the wall shows what is there', async () => {
  const titles = ['a', 'bb', 'ccc'];
  const gone = () => (titles.splice(2, 1), problem(404, 'unknown_position'));
  house(titles, { [`PUT ${LIST}/items/movie%3A1/position`]: gone });
  await arrange();
  fireEvent.click(button('Move a to the end'));
  expect(await screen.findByText('The list has changed meanwhile')).toBeDefined();
  await shows(['a', 'bb']);
});

test('done leads back to posters that lead to their titles', async () => {
  house(['a', 'bb']);
  await arrange();
  expect(screen.queryByRole('link', { name: /^a/ })).toBeNull();
  fireEvent.click(button('Done'));
  expect(await screen.findByRole('link', { name: /^a/ })).toBeDefined();
});
