import { act, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { expect, test, vi } from 'vitest';
import { troubleOf } from '@/lib/trouble';
import { Button, Choice, Field, Picture, Poster, Row, TitleMore, TroubleLine, TroublePanel } from '.';

const picture = { url: '/api/images/abc', width: 600, height: 900, thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI' };
const inRouter = (children: React.ReactNode) => render(<MemoryRouter>{children}</MemoryRouter>);

test('a picture offers the widths of the ladder, and stays off the accessibility tree', () => {
  const { container } = render(<Picture picture={picture} shape="poster" sizes="10rem" title="Salt" />);
  const image = container.querySelector('img[srcset]');
  expect(image?.getAttribute('srcset')).toContain('/api/images/abc/320 320w');
  expect(image?.getAttribute('loading')).toBe('lazy');
  expect(image?.getAttribute('alt')).toBe('');
});

test('a picture that breaks is drawn instead', () => {
  const { container } = render(<Picture picture={picture} shape="poster" sizes="10rem" title="Salt" eager />);
  const image = container.querySelector('img[srcset]');
  if (image) fireEvent.error(image);
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toBe('Salt');
});

test('a title without a picture always gets the same colour', () => {
  const tile = (title: string) =>
    render(<Picture picture={null} shape="poster" sizes="1rem" title={title} />).container.querySelector('span span')
      ?.className;
  expect(tile('Salt')).toBe(tile('Salt'));
});

test('a row is a named region whose cards are links', () => {
  inRouter(
    <Row title="Popular films" name="popular" eager>
      {[<Poster key="1" to="/films/1" title="Salt" note="2023" picture={null} />]}
    </Row>,
  );
  expect(screen.getByRole('region', { name: 'Popular films' })).toBeTruthy();
  expect(screen.getByRole('link', { name: /Salt/ }).getAttribute('href')).toBe('/films/1');
});

test('a trouble counts down the wait that the server asked for, then lets one try', () => {
  vi.useFakeTimers();
  const retry = vi.fn<() => void>();
  inRouter(<TroublePanel error={troubleOf({ status: 429 }, '2')} onRetry={retry} />);
  const button = screen.getByRole('button', { name: 'Try again in 2 seconds' });
  fireEvent.click(button);
  expect(retry).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(2000));
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});

test('a refused form says how long to wait, to the eye by the second', () => {
  vi.useFakeTimers();
  const line = render(<TroubleLine error={troubleOf({ status: 429 }, '61')} />);
  const seen = () => line.container.querySelector('[aria-hidden]:not(svg)')?.textContent;
  expect(seen()).toBe('Try again in 2 minutes.');
  act(() => vi.advanceTimersByTime(1000));
  expect(seen()).toBe('Try again in 60 seconds.');
  act(() => vi.advanceTimersByTime(60_000));
  expect(seen()).toBe('You can try again now.');
  line.rerender(<TroubleLine error={troubleOf({ status: 429 }, '20')} />);
  expect(seen()).toBe('Try again in 20 seconds.');
});

test('a trouble that trying again cannot mend leads home', () => {
  inRouter(<TroublePanel error={troubleOf({ status: 404 })} onRetry={() => {}} />);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('link', { name: 'Home' })).toBeTruthy();
});

test("a code nobody translated speaks in the server's words", () => {
  const data = { code: 'of_tomorrow', title: 'The VPN is down', detail: 'Start it.' };
  render(<TroubleLine error={troubleOf({ status: 503, data })} />);
  expect(screen.getByRole('alert').textContent).toBe('The VPN is downStart it.');
});

test('an error of a field is read out with the field', () => {
  render(<Field label="E-mail address" error="this is not an address" />);
  const field = screen.getByLabelText('E-mail address');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(note?.textContent).toBe('this is not an address');
});

test('a busy button keeps its place and does nothing', () => {
  const press = vi.fn<() => void>();
  render(
    <Button busy onClick={press}>
      Save
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Save' });
  fireEvent.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(button.hasAttribute('disabled')).toBe(false);
});

test('an option is chosen by Enter, as a remote has no space bar', () => {
  const choose = vi.fn<(value: string) => void>();
  const options = [
    { value: 'en', label: 'English' },
    { value: 'de', label: 'Deutsch' },
  ];
  render(<Choice label="Language" options={options} value="en" onChange={choose} />);
  fireEvent.keyDown(screen.getByRole('radio', { name: 'Deutsch' }), { key: 'Enter' });
  expect(choose).toHaveBeenCalledWith('de');
});

const unknown = { title: 'Salt', original_name: null, collection: null, next_episode: null };

test('a title says what it was called first, what it belongs to and when it goes on', () => {
  vi.useFakeTimers({ now: new Date('2026-05-01'), toFake: ['Date'] });
  const next_episode = { season: 2, number: 3, air_date: '2026-05-08' };
  inRouter(<TitleMore title={{ ...unknown, original_name: 'Sel', collection: { name: 'The Sea' }, next_episode }} />);
  const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
  expect(lines).toEqual(['Originally “Sel”', 'Part of The Sea', 'Next: S2 E3, May 8, 2026']);
});

test.each([
  ['of which nothing more is known', unknown],
  ['that has its own name everywhere', { ...unknown, original_name: 'Salt' }],
  ['that went on last week', { ...unknown, next_episode: { season: 1, number: 1, air_date: '2020-01-01' } }],
  ['that goes on nobody knows when', { ...unknown, next_episode: { season: 1, number: 1, air_date: null } }],
])('a title %s says nothing', (_what, title) => {
  expect(inRouter(<TitleMore title={title} />).container.textContent).toBe('');
});

test('a row that came near while the page was busy is there', () => {
  const tell: ((entries: { isIntersecting: boolean }[]) => void)[] = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
        tell.push(callback);
      }
      observe() {}
      disconnect() {}
    },
  );
  inRouter(
    <Row title="Popular films" name="popular">
      {[<Poster key="1" to="/films/1" title="Salt" picture={null} />]}
    </Row>,
  );
  expect(screen.queryByRole('link')).toBeNull();
  act(() => tell[0]?.([{ isIntersecting: false }, { isIntersecting: true }]));
  expect(screen.getByRole('link', { name: /Salt/ })).toBeTruthy();
});
