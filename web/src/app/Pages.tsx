import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { SignedIn } from './guards';
import { Shell } from './Shell';

const Home = lazy(() => import('../features/home'));
const Player = lazy(() => import('../features/player'));
const NotFound = lazy(() => import('../features/lost'));

export function Pages() {
  return (
    <Routes>
      <Route element={<SignedIn />}>
        <Route path="/watch/:ref" element={<Player />} />
        <Route element={<Shell />}>
          <Route index element={<Home />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Route>
    </Routes>
  );
}
