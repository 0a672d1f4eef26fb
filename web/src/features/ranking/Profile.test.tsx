import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { expect, test } from 'vitest';
import { json, serve } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import { Profile } from './Profile';

test('every wish of the profile can be changed, and the others stay', async () => {
  const asked = serve({ 'PUT /api/admin/scoring': ({ body }) => json(body) });
  const store = testStore();
  const stored = {
    seeder_bits_s: 1_000_000,
    assumed_seeders: 3,
    preferred_movie: ['yts'],
    preferred_episode: ['eztv'],
    proper: 1.1,
  };
  render(
    <Provider store={store}>
      <MemoryRouter>
        <Profile stored={stored} />
      </MemoryRouter>
    </Provider>,
  );
  const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
  const fill = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
  expect(field('One seeder gives, in Mbit/s').value).toBe('1');
  fill('One seeder gives, in Mbit/s', '2,5');
  fill('Seeders where nobody could be asked', '0');
  fill('For films', 'torznab-2, yts');
  fill('For episodes', '');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(asked[0]?.body).toMatchObject({
      seeder_bits_s: 2_500_000,
      assumed_seeders: 0,
      preferred_movie: ['torznab-2', 'yts'],
      preferred_episode: [],
      proper: 1.1,
    }),
  );
});
