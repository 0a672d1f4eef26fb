import { Navigate, Outlet, useLocation } from 'react-router';
import { useStatusQuery } from '@/api';
import { useSession, useSessionState } from '@/lib/session';
import { asTrouble, TroublePage, TroublePanel, Waiting } from '@/ui';

/** Lets through whoever is signed in and has chosen a profile; sends everybody else to where that happens. */
export function SignedIn() {
  const session = useSessionState();
  const { seek } = useSession();
  const location = useLocation();
  const from = { from: location.pathname + location.search };
  if (session.kind === 'unknown') return <Waiting />;
  if (session.kind === 'unreachable') {
    return <TroublePage error={{ ...asTrouble(null), code: 'offline' }} onRetry={seek} />;
  }
  // Whoever comes after somebody who left begins at home.
  if (session.kind === 'anonymous') return <ToTheDoor from={session.why === 'left' ? null : from} />;
  if (session.profile === null) return <Navigate to="/profiles" state={from} replace />;
  return <Outlet />;
}

/** The first visitor sets up, every later one signs in. */
function ToTheDoor({ from }: { from: { from: string } | null }) {
  const status = useStatusQuery();
  if (status.isError) return <TroublePage error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Waiting />;
  return <Navigate to={status.data.setup_required ? '/setup' : '/login'} state={from} replace />;
}

export function AdminOnly() {
  const session = useSessionState();
  if (session.kind === 'open' && session.user.role !== 'admin') {
    return <TroublePanel error={{ ...asTrouble(null), code: 'forbidden' }} />;
  }
  return <Outlet />;
}
