import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusInside } from '@/lib/spatial';
import { BUTTONS } from './Controls';
import type { FlashNews } from './Flash';
import type { Command } from './keyboard';
import type { MediaStore } from './media';
import { louder } from './memory';
import { STEP_S } from './scrub';
import { BAR } from './SeekBar';
import type { Gesture } from './taps';
import { TOP } from './TopBar';
import type { Actions } from './useActions';
import type { Presence } from './useIdle';
import type { Screen } from './useScreen';
import type { Scrubbing } from './useScrub';

interface Parts {
  media: MediaStore;
  actions: Actions;
  scrubbing: Scrubbing;
  screen: Screen;
  presence: Presence;
  isTelevision: boolean;
  /** What the toggle will do. */
  willPlay: boolean;
  next: (() => void) | null;
  help: () => void;
  back: () => void;
  /** Focus goes to the button that plays. */
  enterButtons: () => void;
}

export interface Commands {
  flash: FlashNews | null;
  run: (command: Command, isRepeat: boolean) => void;
  feel: (gesture: Gesture) => void;
  click: () => void;
}

/** What keys, taps and clicks on the picture come to, and the sign that they were understood. */
export function useCommands(parts: Parts): Commands {
  const { media, actions, scrubbing, screen, presence, isTelevision, willPlay } = parts;
  const { t, i18n } = useTranslation();
  const [flash, setFlash] = useState<FlashNews | null>(null);
  const count = useRef(0);
  const show = (news: Omit<FlashNews, 'id'>) => {
    count.current += 1;
    setFlash({ id: count.current, ...news });
  };

  const toggle = () => {
    show({ glyph: willPlay ? 'play' : 'pause' });
    actions.toggle();
  };
  const jump = (by_s: number, jumps = 1) => {
    actions.jump(by_s);
    const isBack = by_s < 0;
    const text = jumps > 1 ? `${isBack ? '−' : '+'}${jumps * STEP_S}` : undefined;
    show({ glyph: isBack ? 'back10' : 'ahead10', side: isBack ? 'left' : 'right', text });
  };
  const percent = (value: number) => t('player.percent', { percent: Math.round(value * 100) });
  const changeVolume = (by: number) => {
    const volume = louder(media.video.muted ? 0 : media.video.volume, by);
    actions.setVolume(volume);
    show({ glyph: volume === 0 ? 'muted' : volume < 0.5 ? 'quiet' : 'loud', text: percent(volume) });
  };
  const changeRate = (by: 1 | -1) => {
    actions.changeRate(by);
    show({ glyph: 'speed', text: t('player.rate', { rate: media.video.playbackRate.toLocaleString(i18n.language) }) });
  };
  const enter = (part: 'top' | 'buttons') => void focusInside(part === 'top' ? TOP : BUTTONS);

  const run = (command: Command, isRepeat: boolean) => {
    const mayRepeat = command.do === 'scrub' || command.do === 'jump' || command.do === 'volume';
    if (isRepeat && !mayRepeat) return;
    if (command.do !== 'back') presence.wake('keys');
    switch (command.do) {
      case 'toggle':
        return toggle();
      case 'play':
        return actions.play();
      case 'pause':
        return actions.pause();
      case 'toggleAndEnter':
        if (scrubbing.target_s !== null) return scrubbing.commit();
        toggle();
        return parts.enterButtons();
      case 'enter':
        return enter(command.part);
      case 'scrub':
        // On a television the focus goes along, so that the next arrow up or down leads somewhere.
        if (isTelevision) void focusInside(BAR);
        return scrubbing.press(command.direction, isRepeat);
      case 'jump':
        return jump(command.by_s);
      case 'goTo':
        return actions.goTo(command.fraction * (media.snapshot().duration_s ?? 0));
      case 'volume':
        return changeVolume(command.by);
      case 'mute':
        show({ glyph: media.video.muted ? 'loud' : 'muted' });
        return actions.toggleMute();
      case 'faster':
        return changeRate(1);
      case 'slower':
        return changeRate(-1);
      case 'fullscreen':
        return screen.toggleFull?.();
      case 'pictureInPicture':
        return screen.togglePicture?.();
      case 'next':
        return parts.next?.();
      case 'help':
        return parts.help();
      case 'back':
        return parts.back();
    }
  };

  const feel = (gesture: Gesture) => {
    if (gesture.kind === 'jump') {
      presence.hide(); // the first of the two taps has shown them, under the very finger
      return jump(gesture.direction * STEP_S, gesture.jumps);
    }
    if (presence.isShown) presence.hide();
    else presence.wake('pointer');
  };

  return { flash, run, feel, click: toggle };
}
