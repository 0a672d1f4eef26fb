import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeProfileMutation, type Profile } from '@/api';
import { useUser } from '@/lib/session';
import { Button, Dialog, Form, PasswordField, say, TroubleLine } from '@/ui';
import styles from './Profiles.module.css';

interface ForgottenPinProps {
  profile: Profile;
  onRemoved: (profile: Profile) => void;
  onClose: () => void;
}

/** Whoever knows the password of the account may take a PIN away. */
export function ForgottenPin({ profile, onRemoved, onClose }: ForgottenPinProps) {
  const { t } = useTranslation();
  const { email } = useUser();
  const [change, { error, isLoading }] = useChangeProfileMutation();
  const [password, setPassword] = useState('');

  const submit = async () => {
    const answer = await change({ profileId: profile.id, profileChange: { pin: null, password } });
    if (answer.data === undefined) return;
    say(t('profiles.pinRemoved', { name: profile.name }));
    onRemoved(answer.data);
  };

  return (
    <Dialog title={t('profiles.forgotten')} first="account-password" onClose={onClose}>
      <Form onSubmit={submit}>
        <p className={styles.text}>{t('profiles.forgottenText', { name: profile.name, email })}</p>
        <TroubleLine error={error} />
        {/* Password managers want to know whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('profiles.accountPassword')}
          focusKey="account-password"
          value={password}
          onValue={setPassword}
        />
        <div className={styles.buttons}>
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={isLoading}>
            {t('profiles.dropPin')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
