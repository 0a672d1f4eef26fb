import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { expect, test } from 'vitest';
import type { Invitation } from '@/api';
import { testStore } from '../../../tests/store';
import { Invitations } from './Invitations';

const HOUR_MS = 3_600_000;

const invitation = (id: string, hours: number): Invitation => ({
  id,
  role: 'user',
  created_at: '2026-01-01T00:00:00Z',
  expires_at: new Date(Date.now() + hours * HOUR_MS - 1000).toISOString(),
  used_at: null,
  used_by_email: null,
});

function row(hours: number) {
  render(
    <Provider store={testStore()}>
      <Invitations invitations={[invitation('1', hours)]} />
    </Provider>,
  );
  return screen.getByRole('listitem').textContent;
}

test.each([
  [72, 'ends in 3 days'],
  [24, 'ends in 24 hours'],
  [168, 'ends in 7 days'],
  [-21 * 24, 'ended 21 days ago'],
])('an invitation that lasts %i hours: %s', (hours, text) => {
  expect(row(hours)).toContain(text);
});

test('the form says what the chosen role may do', () => {
  row(1);
  expect(screen.getByText(/may have every provider asked/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'Guest' }));
  expect(screen.getByText(/changes nothing that others share/)).toBeTruthy();
});

test('one that is over is removed, an open one withdrawn', () => {
  expect(row(-1)).toContain('Remove');
  cleanup();
  expect(row(1)).toContain('Withdraw');
});
