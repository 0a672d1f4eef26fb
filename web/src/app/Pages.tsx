import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { AdminOnly, SignedIn } from './guards';
import { Rooms } from './Rooms';
import { Shell } from './Shell';

const Setup = lazy(() => import('../features/setup'));
const Login = lazy(() => import('../features/login'));
const Invitation = lazy(() => import('../features/invitation'));
const Profiles = lazy(() => import('../features/profiles'));
const Home = lazy(() => import('../features/home'));
const Browse = lazy(() => import('../features/browse'));
const Search = lazy(() => import('../features/search'));
const Film = lazy(() => import('../features/film'));
const Show = lazy(() => import('../features/show'));
const Player = lazy(() => import('../features/player'));
const Account = lazy(() => import('../features/account'));
const Users = lazy(() => import('../features/users'));
const Audit = lazy(() => import('../features/audit'));
const Torrents = lazy(() => import('../features/torrents'));
const Tasks = lazy(() => import('../features/tasks'));
const Settings = lazy(() => import('../features/settings'));
const Lost = lazy(() => import('../features/lost'));

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
          <Route path="/lists/:slug" element={<Browse />} />
          <Route path="/films/:id" element={<Film />} />
          <Route path="/shows/:id" element={<Show />} />
          <Route path="/search" element={<Search />} />
          <Route element={<Rooms />}>
            <Route path="/account" element={<Account />} />
            <Route path="/admin" element={<AdminOnly />}>
              <Route index element={<Navigate to="/admin/settings" replace />} />
              <Route path="settings" element={<Settings />} />
              <Route path="users" element={<Users />} />
              <Route path="audit" element={<Audit />} />
              <Route path="torrents" element={<Torrents />} />
              <Route path="tasks" element={<Tasks />} />
            </Route>
          </Route>
          <Route path="*" element={<Lost />} />
        </Route>
      </Route>
    </Routes>
  );
}
