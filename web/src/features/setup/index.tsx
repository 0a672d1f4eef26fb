import { useState } from 'react';
import { Navigate } from 'react-router';
import { useStatusQuery } from '@/api';
import { useSessionState } from '@/lib/session';
import { TroublePage, Waiting } from '@/ui';
import { FirstAccount } from './FirstAccount';
import { FirstProfile } from './FirstProfile';
import { FirstLook } from './FirstLook';

type Step = 'account' | 'profile' | 'look';

/** The first visit to a new house: an account, a face, and a look at what is already there. */
export default function Setup() {
  const session = useSessionState();
  const status = useStatusQuery();
  const [step, setStep] = useState<Step>('account');

  if (step === 'profile') return <FirstProfile onDone={() => setStep('look')} />;
  if (step === 'look') return <FirstLook />;
  if (status.isError) return <TroublePage error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data || session.kind === 'unknown') return <Waiting />;
  if (!status.data.setup_required) return <Navigate to={session.kind === 'open' ? '/' : '/login'} replace />;
  return <FirstAccount onDone={() => setStep('profile')} />;
}
