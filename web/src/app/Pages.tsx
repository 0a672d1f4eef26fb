import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { AdminOnly, SignedIn } from './guards';
import { Rooms } from './Rooms';
import { Shell } from './Shell';

const load = {
  setup: () => import('../features/setup'),
  login: () => import('../features/login'),
  invitation: () => import('../features/invitation'),
  profiles: () => import('../features/profiles'),
  home: () => import('../features/home'),
  browse: () => import('../features/browse'),
  watchlist: () => import('../features/watchlist'),
  history: () => import('../features/history'),
  person: () => import('../features/person'),
  ranking: () => import('../features/ranking'),
  keys: () => import('../features/keys'),
  composer: () => import('../features/composer'),
  providers: () => import('../features/providers'),
  tasks: () => import('../features/tasks'),
  discovery: () => import('../features/discovery'),
  search: () => import('../features/search'),
  film: () => import('../features/film'),
  show: () => import('../features/show'),
  player: () => import('../features/player'),
  account: () => import('../features/account'),
  users: () => import('../features/users'),
  audit: () => import('../features/audit'),
  torrents: () => import('../features/torrents'),
  settings: () => import('../features/settings'),
  lost: () => import('../features/lost'),
};

const Setup = lazy(load.setup);
const Login = lazy(load.login);
const Invitation = lazy(load.invitation);
const Profiles = lazy(load.profiles);
const Home = lazy(load.home);
const Browse = lazy(load.browse);
const Watchlist = lazy(load.watchlist);
const History = lazy(load.history);
const Person = lazy(load.person);
const Ranking = lazy(load.ranking);
const Keys = lazy(load.keys);
const Composer = lazy(load.composer);
const Providers = lazy(load.providers);
const Tasks = lazy(load.tasks);
const Discovery = lazy(load.discovery);
const Search = lazy(load.search);
const Film = lazy(load.film);
const Show = lazy(load.show);
const Player = lazy(load.player);
const Account = lazy(load.account);
const Users = lazy(load.users);
const Audit = lazy(load.audit);
const Torrents = lazy(load.torrents);
const Settings = lazy(load.settings);
const Lost = lazy(load.lost);

/** The page most likely wanted comes along with the app, the others once nothing else is to be done. */
export function warmUp(): void {
  void load.home();
  const later = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2000));
  window.addEventListener('load', () => later(() => Object.values(load).forEach((one) => void one())));
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
