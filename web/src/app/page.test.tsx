import { render, screen } from '@testing-library/react';
import { Suspense, type ComponentType } from 'react';
import { expect, test, vi } from 'vitest';
import { page } from './page';

const Film = ({ name }: { name: string }) => <p>{name}</p>;
const show = (Page: ComponentType<{ name: string }>) =>
  render(
    <Suspense fallback="waiting">
      <Page name="Tides" />
    </Suspense>,
  );

test('a page that was fetched is shown without a pause', async () => {
  const load = vi.fn<() => Promise<{ default: typeof Film }>>(async () => ({ default: Film }));
  const { Page, fetch } = page(load);
  await fetch();
  show(Page);
  expect(screen.getByText('Tides')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a page that nobody fetched comes when it is wanted', async () => {
  const { Page } = page(async () => ({ default: Film }));
  show(Page);
  expect(screen.getByText('waiting')).toBeTruthy();
  expect(await screen.findByText('Tides')).toBeTruthy();
});

test('a page that was asked for in vain is asked for again when it is wanted', async () => {
  const load = vi
    .fn<() => Promise<{ default: typeof Film }>>(async () => ({ default: Film }))
    .mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const { Page, fetch } = page(load);
  await fetch();
  show(Page);
  expect(await screen.findByText('Tides')).toBeTruthy();
});
