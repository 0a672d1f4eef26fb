import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetupMutation } from '@/api';
import { useSession } from '@/lib/session';
import { Button, Door, EmailField, Form, NewPasswordField, TroubleLine, useRefusals } from '@/ui';
import { Steps } from './Steps';

export function FirstAccount({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { open } = useSession();
  const [setup, { isLoading, error }] = useSetupMutation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const fields = useRefusals(error);

  const submit = async () => {
    const answer = await setup({ founding: { email, password } });
    if (answer.data === undefined) return;
    // First the step, then the session: a session alone would lead away from here.
    onDone();
    open(answer.data);
  };

  return (
    <Door title={t('setup.welcome')} lead={t('setup.lead')}>
      <Steps at={1} />
      <Form onSubmit={submit}>
        <TroubleLine error={error} />
        <EmailField value={email} onValue={setEmail} error={fields['email']} />
        <NewPasswordField value={password} onValue={setPassword} error={fields['password']} />
        <Button type="submit" look="primary" wide busy={isLoading}>
          {t('setup.create')}
        </Button>
      </Form>
    </Door>
  );
}
