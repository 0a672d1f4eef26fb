import { useTranslation } from 'react-i18next';
import { useRemoveProfileMutation, type Profile } from '@/api';
import { Button, Dialog, say, TroubleLine } from '@/ui';
import styles from './Profiles.module.css';

interface RemoveProfileProps {
  profile: Profile;
  /** What shows that it may be changed. */
  proof: { current_pin?: string; password?: string };
  onRemoved: () => void;
  onClose: () => void;
}

/** Asks first: what goes with a profile is nowhere else. */
export function RemoveProfile({ profile, proof, onRemoved, onClose }: RemoveProfileProps) {
  const { t } = useTranslation();
  const [remove, { error, isLoading }] = useRemoveProfileMutation();

  const drop = async () => {
    const answer = await remove({ profileId: profile.id, body: proof });
    if ('error' in answer) return;
    say(t('profiles.removed', { name: profile.name }));
    onRemoved();
  };

  return (
    <Dialog title={t('profiles.removeTitle', { name: profile.name })} first="profile:keep" onClose={onClose}>
      <p className={styles.text}>{t('profiles.removeText')}</p>
      <TroubleLine error={error} />
      <div className={styles.buttons}>
        <Button look="quiet" focusKey="profile:keep" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button look="danger" icon="trash" busy={isLoading} onClick={() => void drop()}>
          {t('profiles.removeSure')}
        </Button>
      </div>
    </Dialog>
  );
}
