import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { serve, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import { AddedTitle } from './AddedTitle';

beforeEach(() => {
  // happy-dom has no dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});

afterEach(dropToken);

const done = () => new Response(null, { status: 204 });

function show(role = 'admin') {
  const asked = serve({
    'PATCH /api/admin/titles/movie%3A900100001': done,
    'DELETE /api/admin/titles/movie%3A900100001': done,
  });
  const opened = session();
  render(
    <Provider store={testStore({ ...opened, user: { ...opened.user, role } })}>
      <MemoryRouter initialEntries={['/films/900100001']}>
        <Routes>
          <Route path="/films/:id" element={<AddedTitle titleRef="movie:900100001" name="Untitled" />} />
          <Route path="/" element={<p>the home</p>} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  return asked;
}

const press = (name: string) =>
  fireEvent.click(within(screen.queryByRole('dialog') ?? document.body).getByRole('button', { name }));

test('an admin gives it another name', async () => {
  const asked = show();
  press('Rename or remove');
  fireEvent.change(screen.getByLabelText('Name of the title'), { target: { value: ' Our summer ' } });
  press('Save');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked.map(({ method, body }) => [method, body])).toEqual([['PATCH', { name: 'Our summer' }]]);
});

test('an admin removes it after a question that names what goes with it', async () => {
  const asked = show();
  press('Rename or remove');
  press('Remove the title');
  expect(screen.getByRole('dialog').textContent).toContain("everybody's progress");
  expect(asked).toEqual([]);
  press('Remove the title');
  expect(await screen.findByText('the home')).toBeTruthy();
  expect(asked.map(({ method }) => method)).toEqual(['DELETE']);
});

test.each(['user', 'guest'])('a %s is offered neither', (role) => {
  show(role);
  expect(screen.queryByRole('button')).toBeNull();
});
