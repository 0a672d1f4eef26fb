import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeUserMutation, useRemoveUserMutation, useResetPasswordMutation, type User } from '@/api';
import { useUser } from '@/lib/session';
import { Button, Choice, Dialog, Field, Form, say, TroubleLine } from '@/ui';
import styles from './Users.module.css';

const ROLES = ['guest', 'user', 'admin'] as const;

export function UserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const self = useUser();
  const [change, changing] = useChangeUserMutation();
  const [reset, resetting] = useResetPasswordMutation();
  const [remove, removing] = useRemoveUserMutation();
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [password, setPassword] = useState('');
  const [sure, setSure] = useState(false);
  const isSelf = user.id === self.id;

  const save = async () => {
    const values = { name: name.trim() || null, role };
    const answer = await change({ userId: user.id, userChange: values });
    if (!('error' in answer)) finish(t('common.saved'));
  };
  const toggle = async () => {
    const answer = await change({ userId: user.id, userChange: { disabled: !user.disabled } });
    if (!('error' in answer)) finish(t('common.saved'));
  };
  const resetPassword = async () => {
    const answer = await reset({ userId: user.id, passwordReset: { new_password: password } });
    if (!('error' in answer)) finish(t('users.passwordReset'));
  };
  const removeUser = async () => {
    const answer = await remove({ userId: user.id });
    if (!('error' in answer)) finish(t('users.removed'));
  };
  const finish = (text: string) => {
    say(text);
    onClose();
  };

  return (
    <Dialog title={user.email} onClose={onClose}>
      <TroubleLine error={changing.error ?? resetting.error ?? removing.error} />
      <Form onSubmit={save}>
        <Field label={t('common.name')} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Choice
          label={t('users.role')}
          options={ROLES.map((value) => ({ value, label: t(`users.roles.${value}`) }))}
          value={role}
          onChange={setRole}
        />
        <p className={styles.none}>{t(`users.may.${role}`)}</p>
        <div className={styles.buttons}>
          <Button type="submit" look="primary" busy={changing.isLoading}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
      {!isSelf && (
        <>
          <hr className={styles.divider} />
          <Form onSubmit={resetPassword}>
            <Field
              label={t('users.newPassword')}
              type="password"
              autoComplete="new-password"
              required
              minLength={8}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              hint={t('users.newPasswordHint')}
            />
            <div className={styles.buttons}>
              <Button type="submit" busy={resetting.isLoading}>
                {t('users.reset')}
              </Button>
            </div>
          </Form>
          <hr className={styles.divider} />
          <div className={styles.buttons}>
            <Button busy={changing.isLoading} onClick={() => void toggle()}>
              {user.disabled ? t('users.enable') : t('users.disable')}
            </Button>
            <Button look="danger" busy={removing.isLoading} onClick={() => (sure ? void removeUser() : setSure(true))}>
              {sure ? t('users.removeSure') : t('common.remove')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
