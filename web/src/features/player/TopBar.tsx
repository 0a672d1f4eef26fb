import { useTranslation } from 'react-i18next';
import { FocusGroup } from '@/ui';
import { ControlButton } from './ControlButton';
import styles from './TopBar.module.css';
import type { TitleInfo } from './useTitle';

export const TOP = 'player:top';

interface TopBarProps {
  /** Null while the name stands elsewhere. */
  title: TitleInfo | null;
  isShown: boolean;
  onLeave: () => void;
}

export function TopBar({ title, isShown, onLeave }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <header className={`${styles.bar} ${isShown ? '' : styles.hidden}`} data-controls>
      <FocusGroup focusKey={TOP} className={styles.back}>
        <ControlButton glyph="left" label={t('common.back')} focusKey="player:back" size="large" onClick={onLeave} />
      </FocusGroup>
      {title && (
        <div className={styles.title}>
          {title.name !== '' && <h1>{title.name}</h1>}
          {title.part !== null && <p>{title.part}</p>}
        </div>
      )}
    </header>
  );
}
