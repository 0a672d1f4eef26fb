import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { json, problem, serve, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Profiles from '.';

const mia = { id: 'p1', name: 'Mia', avatar: 'cat-amber', language: 'en', has_pin: false };
const kids = { id: 'p2', name: 'Kids', avatar: 'cat-blue', language: 'en', has_pin: true };

beforeEach(() => {
  // happy-dom has no dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});

afterEach(dropToken);

function visit(path: string, answers: Parameters<typeof serve>[0] = {}) {
  let theirs: object = kids;
  const asked = serve({
    'GET /api/profiles': () => json([mia, theirs]),
    'PATCH /api/profiles/p2': ({ body }) => {
      if ((body as { password?: string }).password !== 'nine lives') return problem(403, 'wrong_password');
      theirs = { ...kids, has_pin: false };
      return json(theirs);
    },
    'POST /api/profiles/p2/select': () => json(session('t2', theirs)),
    'POST /api/auth/logout': () => new Response(null, { status: 204 }),
    ...answers,
  });
  const store = testStore(session('t1', mia));
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="/profiles" element={<Profiles />} />
          <Route path="/login" element={<p>the door</p>} />
          <Route path="/" element={<p>the home</p>} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  return asked;
}

const dialog = async () => within(await screen.findByRole('dialog'));
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

test('a forgotten PIN is taken away with the password of the account, and the profile opens', async () => {
  const asked = visit('/profiles');
  await press(/^Kids/);
  fireEvent.click((await dialog()).getByRole('button', { name: 'Forgot the PIN?' }));
  const password = (await dialog()).getByLabelText('Password of the account');
  fireEvent.change(password, { target: { value: 'wrong' } });
  await press('Remove PIN');
  expect(await screen.findByText('The current password is wrong')).toBeTruthy();
  fireEvent.change(password, { target: { value: 'nine lives' } });
  await press('Remove PIN');
  expect(await screen.findByText('the home')).toBeTruthy();
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ pin: null, password: 'wrong' });
});

test('a profile whose PIN is forgotten is changed with the password of the account', async () => {
  const asked = visit('/profiles?manage');
  await press('Edit Kids');
  fireEvent.click((await dialog()).getByRole('button', { name: 'Forgot the PIN?' }));
  fireEvent.change((await dialog()).getByLabelText('Password of the account'), { target: { value: 'nine lives' } });
  await press('Save');
  await screen.findByRole('button', { name: 'Edit Kids' });
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ password: 'nine lives' });
});

test('a profile goes only after a question that names what goes with it', async () => {
  const asked = visit('/profiles?manage', {
    'GET /api/profiles': () => json([mia, { ...kids, has_pin: false }]),
    'DELETE /api/profiles/p2': () => new Response(null, { status: 204 }),
  });
  const removals = () => asked.filter(({ method }) => method === 'DELETE').length;
  await press('Edit Kids');
  await press('Remove');
  expect((await dialog()).getByText(/watch-list, its own lists/)).toBeTruthy();
  fireEvent.click((await dialog()).getByRole('button', { name: 'Cancel' }));
  expect((await dialog()).getByRole('button', { name: 'Save' })).toBeTruthy();
  expect(removals()).toBe(0);
  await press('Remove');
  await press('Remove the profile');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(removals()).toBe(1);
});

test('too many wrong PINs say how long to wait, and cancelling leaves no refusal behind', async () => {
  visit('/profiles', {
    'POST /api/profiles/p2/select': () => problem(429, 'too_many_attempts', { 'retry-after': '290' }),
  });
  await press(/^Kids/);
  fireEvent.change((await dialog()).getByLabelText('PIN'), { target: { value: '1234' } });
  await press('Open');
  expect((await (await dialog()).findByRole('alert')).textContent).toContain('Try again in 5 minutes.');
  fireEvent.click((await dialog()).getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('letters do not arrive in the PIN of a new profile', async () => {
  visit('/profiles?manage');
  await press('New profile');
  const pin = (await dialog()).getByLabelText<HTMLInputElement>('PIN (if you like)');
  fireEvent.change(pin, { target: { value: '12ab34' } });
  expect(pin.value).toBe('1234');
});

test('whoever knows no PIN can sign out', async () => {
  visit('/profiles');
  await press('Sign out');
  expect(await screen.findByText('the door')).toBeTruthy();
});
