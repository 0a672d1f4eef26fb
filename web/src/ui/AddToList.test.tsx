import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { json, problem, serve, session } from '../../tests/server';
import { testStore } from '../../tests/store';
import { AddToList } from '.';

afterEach(dropToken);

const list = (slug: string, name: string, own = true) => ({ slug, name, kind: 'mixed', total: 1, visible: false, own });
const done = () => new Response(null, { status: 204 });

/** A profile with two lists, the film on the first. */
function house(more: Record<string, () => Response> = {}) {
  const on = new Set(['my-1']);
  const lists = [list('@@tmdb_movies_popular', 'Popular', false), list('my-1', 'Rainy'), list('my-2', 'Sunny')];
  return serve({
    'GET /api/lists': () => json(lists),
    'GET /api/lists/with/movie%3A603': () => json({ slugs: [...on] }),
    'PUT /api/lists/my-2/items/movie%3A603': () => (on.add('my-2'), done()),
    'DELETE /api/lists/my-1/items/movie%3A603': () => (on.delete('my-1'), done()),
    'POST /api/lists': () => (lists.push(list('my-3', 'New one')), json(lists.at(-1), 201)),
    'PUT /api/lists/my-3/items/movie%3A603': () => (on.add('my-3'), done()),
    ...more,
  });
}

async function open() {
  const store = testStore(session());
  render(
    <Provider store={store}>
      <MemoryRouter>
        <AddToList titleRef="movie:603" title="Harbour Lights" />
      </MemoryRouter>
    </Provider>,
  );
  await press('Add to a list');
}

async function press(name: string) {
  fireEvent.click(screen.getByRole('button', { name }));
  await act(async () => {});
  await act(async () => {});
}

/** The lists in the dialog, those with the title marked. */
const shown = () =>
  within(screen.getByRole('dialog'))
    .queryAllByRole('button')
    .filter((one) => one.hasAttribute('aria-pressed'))
    .map((one) => `${one.getAttribute('aria-pressed') === 'true' ? '+' : '-'}${one.textContent}`);

test('a title goes onto the lists of its own profile, and off them', async () => {
  house();
  await open();
  expect(shown()).toEqual(['+Rainy', '-Sunny']);
  await press('Sunny');
  expect(shown()).toEqual(['+Rainy', '+Sunny']);
  await press('Rainy');
  expect(shown()).toEqual(['-Rainy', '+Sunny']);
});

test('a new list begins with the title on it', async () => {
  const asked = house();
  await open();
  const field = screen.getByRole('textbox', { name: 'New list' });
  fireEvent.change(field, { target: { value: ' New one ' } });
  fireEvent.submit(field.closest('form') as HTMLFormElement);
  await act(async () => {});
  await act(async () => {});
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'New one' });
  expect(shown()).toEqual(['+Rainy', '-Sunny', '+New one']);
  expect((field as HTMLInputElement).value).toBe('');
});

test('what is refused is said, and nothing changes', async () => {
  house({ 'PUT /api/lists/my-2/items/movie%3A603': () => problem(409, 'too_many_lists') });
  await open();
  await press('Sunny');
  expect(within(screen.getByRole('dialog')).getByRole('alert')).toBeDefined();
  expect(shown()).toEqual(['+Rainy', '-Sunny']);
});

test('lists that cannot be had are no empty lists', async () => {
  house({ 'GET /api/lists/with/movie%3A603': () => problem(500, 'internal') });
  await open();
  expect(within(screen.getByRole('dialog')).getByRole('alert')).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();
});
