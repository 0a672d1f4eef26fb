import { useTranslation } from 'react-i18next';
import { useFocusItem } from '@/ui';
import { ControlButton } from './ControlButton';
import { useMedia, type MediaStore } from './media';
import type { Actions } from './useActions';
import { VOLUME_STEP } from './keyboard';
import styles from './Volume.module.css';

/** Sound on and off, and how loud. The slider is left to devices without volume keys of their own. */
export function Volume({ media, actions, hasSlider }: { media: MediaStore; actions: Actions; hasSlider: boolean }) {
  const { t } = useTranslation();
  const { volume, isMuted } = useMedia(media);
  const heard = isMuted ? 0 : volume;
  const glyph = heard === 0 ? 'muted' : heard < 0.5 ? 'quiet' : 'loud';
  return (
    <div className={styles.volume}>
      <ControlButton
        glyph={glyph}
        label={t(heard === 0 ? 'player.unmute' : 'player.mute')}
        hotkey="m"
        focusKey="player:mute"
        onClick={actions.toggleMute}
      />
      {hasSlider && <Slider heard={heard} onChange={actions.setVolume} />}
    </div>
  );
}

function Slider({ heard, onChange }: { heard: number; onChange: (volume: number) => void }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLInputElement>({ focusKey: 'player:volume' });
  const percent = Math.round(heard * 100);
  return (
    <div className={styles.slider}>
      <div className={styles.track}>
        <div className={styles.level} style={{ width: `${percent}%` }} />
      </div>
      <input
        ref={ref}
        type="range"
        min={0}
        max={1}
        step={VOLUME_STEP}
        value={heard}
        aria-label={t('player.volume')}
        aria-valuetext={t('player.percent', { percent })}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
