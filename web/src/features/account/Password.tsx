import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangePasswordMutation } from '@/api';
import { useUser } from '@/lib/session';
import { Button, Form, NewPasswordField, PasswordField, say, Section, TroubleLine, useRefusals } from '@/ui';

export function Password() {
  const { t } = useTranslation();
  const user = useUser();
  const [change, { error, isLoading }] = useChangePasswordMutation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const fields = useRefusals(error);

  const submit = async () => {
    const answer = await change({ passwordChange: { current_password: current, new_password: next } });
    if ('error' in answer) return;
    setCurrent('');
    setNext('');
    say(t('account.passwordChanged'));
  };

  return (
    <Section title={t('common.password')} text={t('account.passwordText')}>
      <Form onSubmit={submit}>
        <TroubleLine error={error} />
        {/* Password managers want to know whose password it is. */}
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField label={t('account.currentPassword')} value={current} onValue={setCurrent} />
        <NewPasswordField
          label={t('account.newPassword')}
          value={next}
          onValue={setNext}
          error={fields['new_password']}
        />
        <div>
          <Button type="submit" look="primary" busy={isLoading}>
            {t('account.changePassword')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
