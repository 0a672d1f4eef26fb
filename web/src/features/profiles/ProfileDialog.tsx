import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddProfileMutation, useChangeProfileMutation, type Profile } from '@/api';
import { followProfile } from '@/i18n';
import { useProfile, useSession } from '@/lib/session';
import { AvatarChoice, Button, Dialog, Field, Form, LanguageChoice, PasswordField, say, TroubleLine } from '@/ui';
import { PinField } from './PinField';
import styles from './Profiles.module.css';
import { RemoveProfile } from './RemoveProfile';

interface ProfileDialogProps {
  /** Null makes a new one. */
  profile: Profile | null;
  /** The only profile of the account stays. */
  isOnly: boolean;
  onClose: () => void;
}

export function ProfileDialog({ profile, isOnly, onClose }: ProfileDialogProps) {
  const { t, i18n } = useTranslation();
  const current = useProfile();
  const { changeProfile } = useSession();
  const [add, adding] = useAddProfileMutation();
  const [change, changing] = useChangeProfileMutation();
  const [name, setName] = useState(profile?.name ?? '');
  const [avatar, setAvatar] = useState<Profile['avatar']>(profile?.avatar ?? 'cat-blue');
  const [language, setLanguage] = useState(profile?.language ?? i18n.language);
  const [pin, setPin] = useState('');
  const [dropPin, setDropPin] = useState(false);
  const [currentPin, setCurrentPin] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const [password, setPassword] = useState('');
  const [dropping, setDropping] = useState(false);

  // Somebody else's profile behind a PIN asks for it before it may be changed; who forgot it gives the password.
  const isGuarded = profile !== null && profile.has_pin && profile.id !== current?.id;
  const proof = !isGuarded ? {} : forgotten ? { password } : { current_pin: currentPin };
  const newPin = dropPin ? { pin: null } : pin === '' ? {} : { pin };

  const save = async () => {
    const values = { name: name.trim(), avatar, language };
    const answer =
      profile === null
        ? await add({ newProfile: { ...values, ...newPin } })
        : await change({ profileId: profile.id, profileChange: { ...values, ...newPin, ...proof } });
    if (answer.data === undefined) return;
    changeProfile(answer.data);
    if (answer.data.id === current?.id) await followProfile(language);
    say(t('common.saved'));
    onClose();
  };

  if (profile !== null && dropping) {
    const stay = () => setDropping(false);
    return <RemoveProfile profile={profile} proof={proof} onRemoved={onClose} onClose={stay} />;
  }

  return (
    <Dialog title={profile === null ? t('profiles.add') : t('profiles.edit', { name: profile.name })} onClose={onClose}>
      <Form onSubmit={save}>
        <TroubleLine error={adding.error ?? changing.error} />
        <Field
          label={t('profiles.name')}
          name="name"
          required
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <AvatarChoice value={avatar} onChange={setAvatar} />
        <LanguageChoice value={language} onChange={setLanguage} />
        {isGuarded && (
          <div className={styles.proof}>
            {forgotten ? (
              <PasswordField label={t('profiles.accountPassword')} value={password} onValue={setPassword} />
            ) : (
              <PinField label={t('profiles.currentPin')} required value={currentPin} onPin={setCurrentPin} />
            )}
            <Button look="quiet" onClick={() => setForgotten((now) => !now)}>
              {forgotten ? t('profiles.notForgotten') : t('profiles.forgotten')}
            </Button>
          </div>
        )}
        <PinField
          label={profile?.has_pin ? t('profiles.newPin') : t('profiles.pinOptional')}
          hint={t('profiles.pinHint')}
          value={pin}
          disabled={dropPin}
          onPin={setPin}
        />
        <div className={styles.buttons}>
          {profile !== null && !isOnly && profile.id !== current?.id && (
            <Button look="danger" onClick={() => setDropping(true)}>
              {t('common.remove')}
            </Button>
          )}
          {profile?.has_pin && (
            <Button look="quiet" aria-pressed={dropPin} onClick={() => setDropPin((now) => !now)}>
              {dropPin ? t('profiles.keepPin') : t('profiles.dropPin')}
            </Button>
          )}
          <Button type="submit" look="primary" busy={adding.isLoading || changing.isLoading}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
