import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeProfileMutation } from '@/api';
import { useProfile, useSession } from '@/lib/session';
import { AvatarChoice, Button, Door, Field, Form, TroubleLine } from '@/ui';
import { Steps } from './Steps';

export function FirstProfile({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const profile = useProfile();
  const { changeProfile } = useSession();
  const [change, { isLoading, error }] = useChangeProfileMutation();
  const [name, setName] = useState('');
  const [avatar, setAvatar] = useState(profile?.avatar ?? 'cat-amber');

  const submit = async () => {
    if (profile === null) return;
    const answer = await change({
      profileId: profile.id,
      profileChange: { name: name.trim(), avatar, language: i18n.language },
    });
    if (answer.data === undefined) return;
    changeProfile(answer.data);
    onDone();
  };

  return (
    <Door title={t('setup.whoAreYou')} lead={t('setup.profileLead')}>
      <Steps at={2} />
      <Form onSubmit={submit}>
        <TroubleLine error={error} />
        <Field
          label={t('profiles.name')}
          name="name"
          autoComplete="nickname"
          required
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <AvatarChoice value={avatar} onChange={setAvatar} />
        <Button type="submit" look="primary" wide busy={isLoading}>
          {t('setup.goOn')}
        </Button>
      </Form>
    </Door>
  );
}
