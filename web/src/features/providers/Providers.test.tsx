import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { expect, test } from 'vitest';
import type { ProviderOut } from '@/api';
import { json, serve } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Providers from '.';
import { freeLabel, nameOf } from './naming';

const torznab = (more: Partial<ProviderOut> = {}): ProviderOut => ({
  name: 'torznab',
  kind: 'torznab',
  title: 'Torznab',
  said: null,
  enabled: true,
  origin: 'settings',
  base_url: 'http://prowlarr.example/1/api',
  has_api_key: true,
  needs_key: 'required',
  takes_folders: false,
  can: ['movies'],
  state: 'ok',
  trouble: null,
  detail: null,
  retry_at: null,
  last_ok_at: null,
  last_failed_at: null,
  elapsed_ms: null,
  ...more,
});

async function open(...providers: ProviderOut[]) {
  const asked = serve({
    'GET /api/admin/providers': () => json(providers),
    'PUT /api/admin/providers/torznab': () => json(providers[0]),
    'PUT /api/admin/providers/torznab-3': () => json(torznab({ name: 'torznab-3' })),
  });
  const store = testStore();
  render(
    <Provider store={store}>
      <MemoryRouter>
        <Providers />
      </MemoryRouter>
    </Provider>,
  );
  await screen.findByRole('heading', { name: 'Torznab (Prowlarr, Jackett)' });
  return () => asked.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }));
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('a further one of a kind is added under the next free name', async () => {
  const saved = await open(torznab(), torznab({ name: 'torznab-2' }));
  press('Add another');
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('3');
  fill('Address', 'http://prowlarr.example/3/api');
  fill('Key', 'k3y');
  press('Save');
  await waitFor(() =>
    expect(saved()).toEqual([
      {
        path: '/api/admin/providers/torznab-3',
        body: { enabled: true, base_url: 'http://prowlarr.example/3/api', api_key: 'k3y' },
      },
    ]),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test.each([
  ['2', /torznab-2 is there already/],
  ['my indexer', /Small letters and digits/],
])('nothing is saved under the name %s', async (label, trouble) => {
  const saved = await open(torznab(), torznab({ name: 'torznab-2' }));
  press('Add another');
  fill('Name', label);
  expect(screen.getByText(trouble)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  expect(saved()).toEqual([]);
});

test('those of a kind can be told apart', async () => {
  await open(torznab(), torznab({ name: 'torznab-2' }));
  expect(screen.getByRole('heading', { name: 'Torznab (Prowlarr, Jackett) · torznab-2' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Set up Torznab (Prowlarr, Jackett) · torznab-2' })).toBeTruthy();
});

test('an address and a key that are taken away are sent as empty, and what is left alone is not sent', async () => {
  const saved = await open(torznab());
  press('Set up Torznab (Prowlarr, Jackett)');
  fireEvent.click(screen.getByRole('radio', { name: 'Off' }));
  press('Save');
  await waitFor(() => expect(saved()).toEqual([{ path: '/api/admin/providers/torznab', body: { enabled: false } }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  press('Set up Torznab (Prowlarr, Jackett)');
  fireEvent.click(screen.getByRole('radio', { name: 'Off' }));
  fill('Address', '');
  press('Take the key away');
  press('Save');
  await waitFor(() => expect(saved()[1]?.body).toEqual({ enabled: false, base_url: '', api_key: '' }));
});

test.each([
  ['torznab', '2', 'torznab-2'],
  ['torznab', ' Lake ', 'torznab-lake'],
  ['torznab', '', null],
  ['torznab', 'a-b', null],
  ['torznab', 'x'.repeat(19), null],
])('a %s labelled "%s" is called %s', (kind, label, name) => {
  expect(nameOf(kind, label)).toBe(name);
});

test('numbers that were left free are used first', () => {
  expect(freeLabel('torznab', [{ name: 'torznab' }, { name: 'torznab-3' }])).toBe('2');
  expect(freeLabel('torznab', [{ name: 'torznab-2' }, { name: 'torznab-3' }, { name: 'feed-4' }])).toBe('4');
});
