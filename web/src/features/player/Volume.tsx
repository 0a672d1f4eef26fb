import { navigateByDirection } from '@noriginmedia/norigin-spatial-navigation';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { arrowOf } from '@/lib/keys';
import { useFocusItem } from '@/ui';
import { ControlButton } from './ControlButton';
import { useMedia, type MediaStore } from './media';
import { louder } from './memory';
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

/** Up is louder, as on the picture; left and right lead on to the other controls, or arrows would end here. */
function Slider({ heard, onChange }: { heard: number; onChange: (volume: number) => void }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLInputElement>({ focusKey: 'player:volume' });
  const percent = Math.round(heard * 100);
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = arrowOf(event);
    if (direction === null) return;
    event.preventDefault();
    if (direction === 'up') onChange(louder(heard, VOLUME_STEP));
    else if (direction === 'down') onChange(louder(heard, -VOLUME_STEP));
    else void navigateByDirection(direction);
  };
  return (
    <div className={styles.slider}>
      <input
        ref={ref}
        type="range"
        min={0}
        max={1}
        step={VOLUME_STEP}
        value={heard}
        aria-label={t('player.volume')}
        aria-orientation="vertical"
        aria-valuetext={t('player.percent', { percent })}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <div className={styles.track}>
        <div className={styles.level} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
