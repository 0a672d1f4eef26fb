import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useLoginMutation, useStatusQuery } from '@/api';
import { destinationOf } from '@/lib/places';
import { useSession, useSessionState } from '@/lib/session';
import type { SessionState } from '@/lib/session/slice';
import type { Trouble } from '@/lib/trouble';
import { asTrouble, Button, Door, EmailField, Form, PasswordField, TroubleLine } from '@/ui';

/** Somebody who was inside a moment ago is told why they are not any more. */
function whyOut(session: SessionState): Trouble | undefined {
  if (session.kind !== 'anonymous') return undefined;
  if (session.why === 'disabled') return { ...asTrouble(null), code: 'account_disabled' };
  return session.why === 'ended' ? { ...asTrouble(null), code: 'unauthorised' } : undefined;
}

export default function Login() {
  const { t } = useTranslation();
  const { state } = useLocation();
  const session = useSessionState();
  const { open } = useSession();
  const status = useStatusQuery();
  const [login, { isLoading, error }] = useLoginMutation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  if (session.kind === 'open') return <Navigate to={destinationOf(state)} replace />;
  if (status.data?.setup_required) return <Navigate to="/setup" replace />;

  const submit = async () => {
    const answer = await login({ login: { email, password } });
    if (answer.data !== undefined) open(answer.data);
  };

  return (
    <Door title={t('login.title')} lead={t('login.lead')}>
      <Form onSubmit={submit}>
        <TroubleLine error={error ?? whyOut(session)} />
        <EmailField value={email} onValue={setEmail} />
        <PasswordField value={password} onValue={setPassword} />
        <Button type="submit" look="primary" wide busy={isLoading}>
          {t('login.submit')}
        </Button>
      </Form>
    </Door>
  );
}
