import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useLogoutMutation, useOwnProfilesQuery, useSelectProfileMutation, type Profile } from '@/api';
import { followProfile } from '@/i18n';
import { destinationOf } from '@/lib/places';
import { focusInside, usesArrows } from '@/lib/spatial';
import { useProfile, useSession, useSessionState } from '@/lib/session';
import { Avatar, Button, Door, Icon, TroubleLine, TroublePage, useFocusItem, Waiting } from '@/ui';
import { ForgottenPin } from './ForgottenPin';
import { PinDialog } from './PinDialog';
import { ProfileDialog } from './ProfileDialog';
import styles from './Profiles.module.css';

/** Who is watching? Also where profiles are made and changed. */
export default function Profiles() {
  const session = useSessionState();
  if (session.kind === 'unknown') return <Waiting />;
  if (session.kind !== 'open') return <Navigate to="/login" replace />;
  return <Picker />;
}

function Picker() {
  const { t } = useTranslation();
  const { state } = useLocation();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const managing = query.has('manage');
  const current = useProfile();
  const { open, end } = useSession();
  const profiles = useOwnProfilesQuery();
  const [select, selecting] = useSelectProfileMutation();
  const [logout, leaving] = useLogoutMutation();
  const [asked, setAsked] = useState<Profile | null>(null);
  const [forgotten, setForgotten] = useState<Profile | null>(null);
  const [edited, setEdited] = useState<Profile | 'new' | null>(null);

  const enter = async (profile: Profile, pin?: string) => {
    const answer = await select({ profileId: profile.id, body: pin === undefined ? {} : { pin } });
    if (answer.data === undefined) return;
    if (answer.data.profile) await followProfile(answer.data.profile.language);
    open(answer.data);
    void navigate(destinationOf(state), { replace: true });
  };

  // A refusal goes with the question it answered.
  const stopAsking = () => {
    setAsked(null);
    selecting.reset();
  };

  // Whatever the server says, this device is signed out.
  const leave = async () => {
    await logout({});
    end();
  };

  const choose = (profile: Profile) => {
    selecting.reset();
    if (managing) setEdited(profile);
    else if (profile.has_pin) setAsked(profile);
    else void enter(profile);
  };

  // The faces come after the page, and focus belongs on one of them.
  const firstFace = `profile:${current?.id ?? profiles.data?.[0]?.id ?? ''}`;
  const isLoaded = profiles.data !== undefined;
  useEffect(() => {
    if (isLoaded && usesArrows()) void focusInside(firstFace);
    // Only once: afterwards focus is the person's.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isLoaded]);

  if (profiles.isError) return <TroublePage error={profiles.error} onRetry={() => void profiles.refetch()} />;

  if (profiles.data === undefined) return <Waiting />;

  return (
    <Door title={managing ? t('profiles.manage') : t('profiles.who')} wide>
      {asked === null && <TroubleLine error={selecting.error} />}
      <ul className={styles.profiles}>
        {profiles.data.map((profile) => (
          <li key={profile.id}>
            <Face profile={profile} managing={managing} onChoose={() => choose(profile)} />
          </li>
        ))}
        {(managing || profiles.data.length < 2) && (
          <li>
            <NewFace onChoose={() => setEdited('new')} />
          </li>
        )}
      </ul>
      <div className={styles.actions}>
        <Button look="quiet" onClick={() => setQuery(managing ? {} : { manage: '' }, { replace: true, state })}>
          {managing ? t('profiles.done') : t('profiles.manage')}
        </Button>
        {current !== null && (
          <Button look="quiet" onClick={() => void navigate(destinationOf(state))}>
            {t('common.cancel')}
          </Button>
        )}
        <Button look="quiet" icon="leave" busy={leaving.isLoading} onClick={() => void leave()}>
          {t('account.signOut')}
        </Button>
      </div>
      {asked && (
        <PinDialog
          profile={asked}
          error={selecting.error}
          busy={selecting.isLoading}
          onPin={(pin) => void enter(asked, pin)}
          onForgotten={() => {
            setForgotten(asked);
            stopAsking();
          }}
          onClose={stopAsking}
        />
      )}
      {forgotten && (
        <ForgottenPin
          profile={forgotten}
          onRemoved={(profile) => {
            setForgotten(null);
            void enter(profile);
          }}
          onClose={() => setForgotten(null)}
        />
      )}
      {edited !== null && (
        <ProfileDialog
          profile={edited === 'new' ? null : edited}
          isOnly={profiles.data.length < 2}
          onClose={() => setEdited(null)}
        />
      )}
    </Door>
  );
}

function Face({ profile, managing, onChoose }: { profile: Profile; managing: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey: `profile:${profile.id}` });
  const label = managing ? t('profiles.edit', { name: profile.name }) : undefined;
  return (
    <button type="button" ref={ref} className={styles.face} onClick={onChoose} aria-label={label}>
      <span className={styles.picture}>
        <Avatar name={profile.avatar} size="100%" />
        {(managing || profile.has_pin) && (
          <span className={styles.badge}>
            <Icon name={managing ? 'pencil' : 'lock'} size="1.1rem" />
          </span>
        )}
      </span>
      <span className={styles.name}>{profile.name}</span>
      {profile.has_pin && !managing && <span className="unseen">{t('profiles.hasPin')}</span>}
    </button>
  );
}

function NewFace({ onChoose }: { onChoose: () => void }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey: 'profile:new' });
  return (
    <button type="button" ref={ref} className={styles.face} onClick={onChoose}>
      <span className={`${styles.picture} ${styles.empty}`}>
        <Icon name="plus" size="2rem" />
      </span>
      <span className={styles.name}>{t('profiles.add')}</span>
    </button>
  );
}
