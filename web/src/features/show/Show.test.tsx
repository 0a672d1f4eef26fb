import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { json, serve, type Answers, type Asked } from '../../../tests/server';
import { testStore } from '../../../tests/store';
import Show from './index';

const card = { kind: 'show', overview: '', year: 2020, runtime_min: null, rating: null, genres: [], poster: null };
const show = {
  ...card,
  ref: 'show:7',
  tmdb_id: 7,
  title: 'Tides',
  backdrop: null,
  available: true,
  tagline: '',
  original_name: null,
  certification: null,
  collection: null,
  next_episode: null,
  attribution: null,
  trailers: [],
  cast: [],
  crew: [],
  seasons: [1, 2, 3].map((number) => ({
    number,
    name: `Season ${number}`,
    episode_count: 2,
    watched_count: 3 - number,
    poster: null,
  })),
};

const episode = (season: number, number: number, more: object = {}) => ({
  ref: `episode:7:${season}:${number}`,
  season,
  number,
  title: `Part ${number} of ${season}`,
  overview: '',
  air_date: '2020-01-31',
  runtime_min: 50,
  still: null,
  available: true,
  ...more,
});

const seasonPage = (season: number, episodes: object[]) =>
  json({ number: season, name: `Season ${season}`, overview: '', episodes });

function open(next: unknown, address = '/shows/7', more: Answers = {}): Asked[] {
  const asked = serve({
    'GET /api/shows/7': () => json(show),
    'GET /api/shows/7/next': () => json(next),
    'GET /api/shows/7/seasons/1': () => seasonPage(1, [episode(1, 1)]),
    'GET /api/shows/7/seasons/3': () =>
      seasonPage(3, [episode(3, 1), episode(3, 2, { air_date: '2999-12-03', available: false })]),
    'GET /api/progress/episodes': () => json({ items: [] }),
    'GET /api/watchlist/refs': () => json({ refs: [] }),
    'GET /api/sources/episode%3A7%3A3%3A1': () => json({ items: [], ledger: { entries: [] } }),
    'GET /api/demo': () => json({ films: [] }),
    ...more,
  });
  const store = testStore();
  render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/shows/:id" element={<Show />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
  return asked;
}

const upNext = (more: object = {}, why = 'next') => ({
  episode: episode(3, 1, more),
  why,
  has_aired: true,
  position_s: 0,
  duration_s: 0,
});

const seasonsAsked = (asked: Asked[]) => asked.map(({ path }) => path).filter((path) => path.includes('/seasons/'));

afterEach(cleanup);

describe('the page of a show', () => {
  it('opens the season one is in, and plays the episode that comes', async () => {
    const asked = open(upNext());
    const play = await screen.findByRole('link', { name: 'Play S3 E1' });
    expect(play.getAttribute('href')).toBe('/watch/episode:7:3:1');
    expect(await screen.findByRole('link', { name: /^1 Part 1 of 3/ })).toBeTruthy();
    expect(seasonsAsked(asked)).toEqual(['/api/shows/7/seasons/3']);
  });

  it('shows the season that was asked for, whatever comes next', async () => {
    open(upNext({}, 'resume'), '/shows/7?season=1');
    expect(await screen.findByRole('link', { name: 'Resume S3 E1' })).toBeTruthy();
    expect(await screen.findByRole('link', { name: /^1 Part 1 of 1/ })).toBeTruthy();
  });

  it('begins with the first season where nothing comes next', async () => {
    open(null);
    expect(await screen.findByRole('link', { name: /^1 Part 1 of 1/ })).toBeTruthy();
    expect(screen.queryByRole('link', { name: /^Play/ })).toBeNull();
  });

  it('says of each episode when it aired, or that it has yet to', async () => {
    open({ ...upNext({ air_date: '2999-12-03', available: false }), has_aired: false });
    expect(await screen.findByText('S3 E1 airs on December 3, 2999')).toBeTruthy();
    expect(await screen.findByText('January 31, 2020 · 50 min')).toBeTruthy();
    expect(await screen.findByText('Airs on December 3, 2999')).toBeTruthy();
  });

  it('says of each season how much of it was watched', async () => {
    open(upNext());
    const seasons = await screen.findAllByRole('radio');
    expect(seasons.map((one) => one.closest('label')?.querySelector('.unseen')?.textContent)).toEqual([
      'all watched',
      '1 of 2 watched',
      '0 of 2 watched',
    ]);
    expect(screen.getByText('1 of 2')).toBeTruthy();
  });

  it('marks an episode once, however often the button is pressed meanwhile', async () => {
    let answer: (response: Response) => void = () => undefined;
    const answered = new Promise<Response>((done) => (answer = done));
    const asked = open(upNext(), '/shows/7', { 'POST /api/progress/watched': () => answered });
    const button = await screen.findByRole('button', { name: 'Mark as watched: Part 1 of 3' });
    button.click();
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'));
    button.click();
    answer(new Response(null, { status: 204 }));
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBeNull());
    expect(asked.filter(({ path }) => path === '/api/progress/watched')).toHaveLength(1);
  });

  it('offers to look for an episode that nobody is known to have', async () => {
    open(upNext({ available: false }));
    const find = await screen.findByRole('button', { name: 'Find S3 E1' });
    find.click();
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('Part 1 of 3'));
  });
});
