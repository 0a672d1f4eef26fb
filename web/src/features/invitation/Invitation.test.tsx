import { fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTexts } from '@/i18n';
import { useLanguage } from '@/lib/session';
import { dropToken } from '@/lib/session/refresh';
import { json, serve, session } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Invitation from '.';

beforeEach(() => startTexts('de'));
afterEach(dropToken);

const profile = { id: 'p1', name: 'Tom', avatar: 'cat-amber', language: 'en', has_pin: false };

function Home() {
  return <p>{`home in ${useLanguage()}`}</p>;
}

function visit(signedIn?: object) {
  const asked = serve({
    'GET /api/invitations/t0ken': () => json({ role: 'user', expires_at: '2100-01-01T00:00:00Z' }),
    'POST /api/invitations/t0ken/accept': () => json(session('t', profile), 201),
    'POST /api/auth/logout': () => new Response(null, { status: 204 }),
    'PATCH /api/profiles/p1': async ({ body }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return json({ ...profile, ...(body as object) });
    },
  });
  render(
    <Provider store={testStore(signedIn)}>
      <MemoryRouter initialEntries={['/invite/t0ken']}>
        <Routes>
          <Route path="/invite/:token" element={<Invitation />} />
          <Route path="/" element={<Home />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  return asked;
}

test('whoever is invited comes home in the language they were invited in', async () => {
  visit();
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Tom' } });
  fireEvent.change(screen.getByLabelText('E-Mail-Adresse'), { target: { value: 'tom@example.org' } });
  fireEvent.change(screen.getByLabelText('Passwort'), { target: { value: 'a long password' } });
  fireEvent.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  expect(await screen.findByText(/^home in/)).toHaveProperty('textContent', 'home in de');
});

test('whoever is signed in is told so, and signs out to use it', async () => {
  visit(session());
  expect(await screen.findByText(/Du bist als mia@example.org angemeldet/)).toBeTruthy();
  expect(screen.queryByLabelText('Name')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Abmelden und benutzen' }));
  expect(await screen.findByLabelText('Name')).toBeTruthy();
});
