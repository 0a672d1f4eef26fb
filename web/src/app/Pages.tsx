import { Navigate, Route, Routes } from 'react-router';
import { AdminOnly, SignedIn } from './guards';
import { leisure, page } from './page';
import { Rooms } from './Rooms';
import { Shell } from './Shell';

const pages = {
  setup: page(() => import('../features/setup')),
  login: page(() => import('../features/login')),
  invitation: page(() => import('../features/invitation')),
  profiles: page(() => import('../features/profiles')),
  home: page(() => import('../features/home')),
  browse: page(() => import('../features/browse')),
  watchlist: page(() => import('../features/watchlist')),
  history: page(() => import('../features/history')),
  person: page(() => import('../features/person')),
  ranking: page(() => import('../features/ranking')),
  keys: page(() => import('../features/keys')),
  composer: page(() => import('../features/composer')),
  providers: page(() => import('../features/providers')),
  tasks: page(() => import('../features/tasks')),
  discovery: page(() => import('../features/discovery')),
  search: page(() => import('../features/search')),
  film: page(() => import('../features/film')),
  show: page(() => import('../features/show')),
  player: page(() => import('../features/player')),
  account: page(() => import('../features/account')),
  users: page(() => import('../features/users')),
  audit: page(() => import('../features/audit')),
  torrents: page(() => import('../features/torrents')),
  settings: page(() => import('../features/settings')),
  lost: page(() => import('../features/lost')),
};

const Setup = pages.setup.Page;
const Login = pages.login.Page;
const Invitation = pages.invitation.Page;
const Profiles = pages.profiles.Page;
const Home = pages.home.Page;
const Browse = pages.browse.Page;
const Watchlist = pages.watchlist.Page;
const History = pages.history.Page;
const Person = pages.person.Page;
const Ranking = pages.ranking.Page;
const Keys = pages.keys.Page;
const Composer = pages.composer.Page;
const Providers = pages.providers.Page;
const Tasks = pages.tasks.Page;
const Discovery = pages.discovery.Page;
const Search = pages.search.Page;
const Film = pages.film.Page;
const Show = pages.show.Page;
const Player = pages.player.Page;
const Account = pages.account.Page;
const Users = pages.users.Page;
const Audit = pages.audit.Page;
const Torrents = pages.torrents.Page;
const Settings = pages.settings.Page;
const Lost = pages.lost.Page;

/** The page that is wanted first comes along with the app: without it there would be nothing to show. */
export async function firstPage(): Promise<void> {
  if (window.location.pathname === '/') await pages.home.fetch();
}

/** The others come one after the other, once nothing else is to be done. */
export async function fetchTheRest(): Promise<void> {
  for (const { fetch } of Object.values(pages)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    await leisure();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await fetch();
  }
}

export function Pages() {
  return (
    <Routes>
      <Route path="/setup" element={<Setup />} />
      <Route path="/login" element={<Login />} />
      <Route path="/invite/:token" element={<Invitation />} />
      <Route path="/profiles" element={<Profiles />} />
      <Route element={<SignedIn />}>
        <Route path="/watch/:ref" element={<Player />} />
        <Route element={<Shell />}>
          <Route index element={<Home />} />
          <Route path="/films" element={<Browse kind="movie" />} />
          <Route path="/shows" element={<Browse kind="show" />} />
          <Route path="/lists" element={<Browse kind="own" />} />
          <Route path="/lists/:slug" element={<Browse />} />
          <Route path="/films/:id" element={<Film />} />
          <Route path="/shows/:id" element={<Show />} />
          <Route path="/people/:id" element={<Person />} />
          <Route path="/watchlist" element={<Watchlist />} />
          <Route path="/history" element={<History />} />
          <Route path="/search" element={<Search />} />
          <Route element={<Rooms />}>
            <Route path="/account" element={<Account />} />
            <Route path="/admin" element={<AdminOnly />}>
              <Route index element={<Navigate to="/admin/settings" replace />} />
              <Route path="/admin/settings" element={<Settings />} />
              <Route path="/admin/users" element={<Users />} />
              <Route path="/admin/audit" element={<Audit />} />
              <Route path="/admin/rows" element={<Composer />} />
              <Route path="/admin/providers" element={<Providers />} />
              <Route path="/admin/ranking" element={<Ranking />} />
              <Route path="/admin/keys" element={<Keys />} />
              <Route path="/admin/discovery" element={<Discovery />} />
              <Route path="/admin/tasks" element={<Tasks />} />
              <Route path="/admin/torrents" element={<Torrents />} />
            </Route>
          </Route>
          <Route path="*" element={<Lost />} />
        </Route>
      </Route>
    </Routes>
  );
}
