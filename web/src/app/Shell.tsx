import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { Waiting } from '@/ui';

export function Shell() {
  return (
    <main>
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
    </main>
  );
}
