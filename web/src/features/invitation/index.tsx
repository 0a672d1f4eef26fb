import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import {
  useAcceptInvitationMutation,
  useChangeProfileMutation,
  useLogoutMutation,
  useLookAtInvitationQuery,
} from '@/api';
import { useFormat } from '@/lib/format';
import { useSession, useSessionState } from '@/lib/session';
import {
  asTrouble,
  Button,
  ButtonLink,
  Door,
  EmailField,
  Field,
  Form,
  NewPasswordField,
  TroubleLine,
  TroublePage,
  Waiting,
  useRefusals,
} from '@/ui';

/** Somebody was given a link: it makes an account, once. */
export default function Invitation() {
  const { t, i18n } = useTranslation();
  const { token = '' } = useParams();
  const { until } = useFormat();
  const navigate = useNavigate();
  const session = useSessionState();
  const { open, end, changeProfile: know } = useSession();
  const [logout, leaving] = useLogoutMutation();
  const [joining, setJoining] = useState(false);
  const invitation = useLookAtInvitationQuery({ token });
  const [accept, { isLoading, error }] = useAcceptInvitationMutation();
  const [changeProfile] = useChangeProfileMutation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const fields = useRefusals(error);

  if (invitation.isLoading) return <Waiting />;
  if (!invitation.data) {
    const trouble = asTrouble(invitation.error);
    const isGone = trouble.status === 404 || trouble.status === 410;
    if (!isGone) return <TroublePage error={trouble} onRetry={() => void invitation.refetch()} />;
    return (
      <Door title={t('trouble.invitation_gone.title')} lead={t('trouble.invitation_gone.fix')}>
        <ButtonLink to="/login" look="primary" wide>
          {t('login.submit')}
        </ButtonLink>
      </Door>
    );
  }

  if (session.kind === 'open' && !joining) {
    const leave = async () => {
      await logout({});
      end();
    };
    return (
      <Door title={t('invitation.title')} lead={t('invitation.signedIn', { email: session.user.email })}>
        <ButtonLink to="/" look="primary" wide>
          {t('invitation.stay')}
        </ButtonLink>
        <Button wide busy={leaving.isLoading} onClick={() => void leave()}>
          {t('invitation.leave')}
        </Button>
      </Door>
    );
  }

  const submit = async () => {
    const answer = await accept({ token, founding: { email, password, name: name.trim() } });
    if (answer.data === undefined) return;
    setJoining(true);
    open(answer.data);
    // The new profile goes on in the language of this page; home asks for its titles in the profile's.
    const { profile } = answer.data;
    if (profile) {
      const change = { language: i18n.language };
      const changed = await changeProfile({ profileId: profile.id, profileChange: change });
      if (changed.data) know(changed.data);
    }
    void navigate('/', { replace: true });
  };

  return (
    <Door
      title={t('invitation.title')}
      lead={t(`invitation.lead.${invitation.data.role}`, { when: until(invitation.data.expires_at) })}
    >
      <Form onSubmit={submit}>
        <TroubleLine error={error} />
        <Field
          label={t('common.name')}
          name="name"
          autoComplete="name"
          required
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fields['name']}
        />
        <EmailField value={email} onValue={setEmail} error={fields['email']} />
        <NewPasswordField value={password} onValue={setPassword} error={fields['password']} />
        <Button type="submit" look="primary" wide busy={isLoading}>
          {t('invitation.accept')}
        </Button>
      </Form>
    </Door>
  );
}
