import { Suspense } from 'react';
import { Waiting } from '@/ui';
import { Crash } from './Crash';
import { Pages } from './Pages';

export function App() {
  return (
    <Crash>
      <Suspense fallback={<Waiting />}>
        <Pages />
      </Suspense>
    </Crash>
  );
}
