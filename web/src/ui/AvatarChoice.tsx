import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar, AVATARS, type AvatarName } from './Avatar';
import styles from './AvatarChoice.module.css';
import { useFocusItem } from './focus';

interface AvatarChoiceProps {
  value: string;
  onChange: (avatar: AvatarName) => void;
}

export function AvatarChoice({ value, onChange }: AvatarChoiceProps) {
  const { t } = useTranslation();
  const group = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{t('profiles.avatar')}</legend>
      <div className={styles.cats}>
        {AVATARS.map((avatar) => (
          <Cat
            key={avatar}
            group={group}
            avatar={avatar}
            checked={avatar === value}
            onChoose={() => onChange(avatar)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface CatProps {
  group: string;
  avatar: AvatarName;
  checked: boolean;
  onChoose: () => void;
}

function Cat({ group, avatar, checked, onChoose }: CatProps) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLInputElement>();
  return (
    <label className={styles.cat}>
      <input
        ref={ref}
        type="radio"
        name={group}
        checked={checked}
        onChange={onChoose}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onChoose();
        }}
      />
      <span className={styles.face}>
        <Avatar name={avatar} size="100%" />
      </span>
      <span className="unseen">{t(`profiles.cats.${avatar}`)}</span>
    </label>
  );
}
