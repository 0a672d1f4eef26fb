import { act, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { expect, test } from 'vitest';
import { NewListButton } from '.';

test('what was refused is said once, and not again to whoever opens the dialog anew', async () => {
  const refused = { error: { status: 409, data: { code: 'too_many_lists', detail: 'There are enough' } } };
  render(
    <MemoryRouter>
      <NewListButton label="Make one" title="A new one" focusKey="new" onMake={() => Promise.resolve(refused)} />
    </MemoryRouter>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Make one' }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Rainy days' } });
  await act(async () => {
    fireEvent.submit(screen.getByRole('textbox'));
    await Promise.resolve();
  });
  expect(screen.getByRole('alert').textContent).not.toBe('');
  fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Make one' }));
  expect(screen.queryByRole('alert')).toBeNull();
});
