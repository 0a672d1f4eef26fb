import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceOut } from '@/api';
import { useFormat } from '@/lib/format';
import type { SourceSearch } from '@/lib/sourceSearch';
import { FocusGroup } from '@/ui';
import { ControlButton } from './ControlButton';
import styles from './Controls.module.css';
import { useMedia, type MediaStore } from './media';
import { Menu } from './Menu';
import type { Playback } from './phase';
import { STEP_S } from './scrub';
import { SeekBar } from './SeekBar';
import { clock } from './time';
import { RATES, type Actions } from './useActions';
import { useLayout } from './useLayout';
import type { Screen } from './useScreen';
import type { Scrubbing } from './useScrub';
import { useSourceText } from './useSourceText';
import { useSpokenTime } from './useSpokenTime';
import { Volume } from './Volume';
import type { SwarmStatus } from './wire';

export const BUTTONS = 'player:buttons';
export const PLAY = 'player:play';

export type OpenMenu = 'speed' | 'source' | null;

interface ControlsProps {
  now: Playback;
  media: MediaStore;
  status: SwarmStatus | null;
  sources: readonly SourceOut[];
  search: SourceSearch;
  actions: Actions;
  scrubbing: Scrubbing;
  screen: Screen;
  isShown: boolean;
  openMenu: OpenMenu;
  onMenu: (menu: OpenMenu) => void;
  onSource: (sourceId: string) => void;
  onNext: (() => void) | null;
  onHelp: () => void;
  /** What lies above the controls and moves with them: a notice, the next episode. */
  children: ReactNode;
}

export function Controls(props: ControlsProps) {
  const { media, status, scrubbing, isShown, children } = props;
  const { t } = useTranslation();
  const isPhone = useLayout() === 'phone';
  return (
    <>
      <div className={classOf(styles.shade, isShown)} />
      {isPhone && <Middle {...props} />}
      {!isPhone && !props.now.hasPlayed && <Invitation {...props} />}
      <div className={styles.bottom}>
        <div className={styles.above}>{children}</div>
        <div role="group" aria-label={t('player.controls')} className={classOf(styles.controls, isShown)} data-controls>
          <div className={styles.line}>
            {!isPhone && <Elapsed media={media} target_s={scrubbing.target_s} />}
            <SeekBar media={media} status={status} scrubbing={scrubbing} />
            {!isPhone && <Remaining media={media} target_s={scrubbing.target_s} />}
          </div>
          <FocusGroup focusKey={BUTTONS} {...(isPhone ? {} : { first: PLAY })} className={styles.buttons}>
            {isPhone ? (
              <span className={styles.times}>
                <Elapsed media={media} target_s={scrubbing.target_s} />
                <Remaining media={media} target_s={scrubbing.target_s} />
              </span>
            ) : (
              <Transport {...props} />
            )}
            <span className={styles.gap} />
            <Extras {...props} isPhone={isPhone} />
          </FocusGroup>
        </div>
      </div>
    </>
  );
}

function PlayButton({ now, actions, size }: ControlsProps & { size: 'large' | 'huge' }) {
  const { t } = useTranslation();
  const hasEnded = now.phase.kind === 'ended';
  const label = hasEnded ? t('player.again') : t(now.wantsToPlay ? 'player.pause' : 'common.play');
  return (
    <ControlButton
      glyph={hasEnded ? 'again' : now.wantsToPlay ? 'pause' : 'play'}
      label={label}
      hotkey="k"
      focusKey={PLAY}
      size={size}
      onClick={actions.toggle}
    />
  );
}

function Transport(props: ControlsProps) {
  const { t } = useTranslation();
  const { actions, media } = props;
  return (
    <>
      <PlayButton {...props} size="large" />
      <ControlButton glyph="back10" label={t('player.back10')} hotkey="j" onClick={() => actions.jump(-STEP_S)} />
      <ControlButton glyph="ahead10" label={t('player.ahead10')} hotkey="l" onClick={() => actions.jump(STEP_S)} />
      <Volume media={media} actions={actions} hasSlider />
    </>
  );
}

/** On a phone what matters lies under the thumbs. */
function Middle(props: ControlsProps) {
  const { t } = useTranslation();
  const { actions, isShown } = props;
  return (
    <div className={classOf(styles.middle, isShown)} data-controls>
      <ControlButton glyph="back10" label={t('player.back10')} size="large" onClick={() => actions.jump(-STEP_S)} />
      <PlayButton {...props} size="huge" />
      <ControlButton glyph="ahead10" label={t('player.ahead10')} size="large" onClick={() => actions.jump(STEP_S)} />
    </div>
  );
}

/** The browser wants a gesture before it begins: the way to make one is the largest thing on the screen. */
function Invitation({ actions }: ControlsProps) {
  const { t } = useTranslation();
  return (
    <div className={`${styles.middle} ${styles.invitation}`}>
      <ControlButton glyph="play" label={t('common.play')} size="huge" onClick={actions.play} />
    </div>
  );
}

function classOf(name: string | undefined, isShown: boolean): string {
  return `${name} ${isShown ? '' : styles.hidden}`;
}

function Extras(props: ControlsProps & { isPhone: boolean }) {
  const { actions, media, screen, onNext, onHelp, isPhone } = props;
  const { t } = useTranslation();
  const isTelevision = useLayout() === 'tv';
  return (
    <>
      {isPhone && <Volume media={media} actions={actions} hasSlider={false} />}
      {onNext && <ControlButton glyph="next" label={t('player.next')} hotkey="n" onClick={onNext} />}
      <SourceMenu {...props} />
      <SpeedMenu {...props} />
      {!isPhone && !isTelevision && <ControlButton glyph="keys" label={t('player.help')} hotkey="?" onClick={onHelp} />}
      {screen.togglePicture && (
        <ControlButton
          glyph="picture"
          label={t(screen.isInPicture ? 'player.leavePicture' : 'player.picture')}
          hotkey="p"
          onClick={screen.togglePicture}
        />
      )}
      {screen.toggleFull && (
        <ControlButton
          glyph={screen.isFull ? 'leaveFullscreen' : 'fullscreen'}
          label={t(screen.isFull ? 'player.leaveFullscreen' : 'player.fullscreen')}
          hotkey="f"
          onClick={screen.toggleFull}
        />
      )}
    </>
  );
}

function SpeedMenu({ media, actions, openMenu, onMenu }: ControlsProps) {
  const { t, i18n } = useTranslation();
  const { rate } = useMedia(media);
  const named = (value: number) => t('player.rate', { rate: value.toLocaleString(i18n.language) });
  return (
    <Menu
      name="speed"
      glyph="speed"
      label={t('player.speed')}
      {...(rate === 1 ? {} : { text: named(rate) })}
      choices={RATES.map((value) => ({ value, label: value === 1 ? t('player.normalSpeed') : named(value) }))}
      chosen={rate}
      isOpen={openMenu === 'speed'}
      onToggle={(isOpen) => onMenu(isOpen ? 'speed' : null)}
      onChoose={actions.setRate}
    />
  );
}

function SourceMenu({ now, sources, search, openMenu, onMenu, onSource }: ControlsProps) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  const textOf = useSourceText();
  // Of a single source there is nothing to choose, unless it may be gone: then others are looked for.
  if (sources.length < (search.isStale || search.isRunning ? 1 : 2)) return null;
  const note = search.listedAt === null ? undefined : t('sources.staleNote', { when: ago(search.listedAt) });
  const again = { label: t('sources.again'), note, isBusy: false, onPress: search.start ?? (() => {}) };
  return (
    <Menu
      name="source"
      glyph="layers"
      label={t('player.source')}
      choices={sources.map((source) => ({ value: source.id, ...textOf(source) }))}
      chosen={now.started?.source_id ?? ''}
      {...(search.isStale && search.start !== null ? { action: again } : {})}
      {...(search.isRunning ? { action: { ...again, label: t('sources.asked'), note: undefined, isBusy: true } } : {})}
      isOpen={openMenu === 'source'}
      onToggle={(isOpen) => onMenu(isOpen ? 'source' : null)}
      onChoose={(id) => id !== now.started?.source_id && onSource(id)}
    />
  );
}

interface TimeProps {
  media: MediaStore;
  target_s: number | null;
}

function Elapsed({ media, target_s }: TimeProps) {
  const { t } = useTranslation();
  const { position_s, duration_s } = useMedia(media);
  const spoken = useSpokenTime();
  const shown_s = target_s ?? position_s;
  return (
    <span className={styles.time}>
      <span aria-hidden="true">{clock(shown_s, duration_s ?? shown_s)}</span>
      <span className="unseen">{t('player.elapsed', { time: spoken(shown_s) })}</span>
    </span>
  );
}

function Remaining({ media, target_s }: TimeProps) {
  const { t } = useTranslation();
  const { position_s, duration_s } = useMedia(media);
  const spoken = useSpokenTime();
  if (duration_s === null) return null;
  const left_s = duration_s - (target_s ?? position_s);
  return (
    <span className={`${styles.time} ${styles.remaining}`}>
      <span aria-hidden="true">{`−${clock(left_s, duration_s)}`}</span>
      <span className="unseen">{t('player.remaining', { time: spoken(left_s) })}</span>
    </span>
  );
}
