import { describe, expect, it } from 'vitest';
import { commandOf, type KeyPress, type Place } from './keyboard';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    keyCode: 0,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    ...more,
  };
}

const places: Place[] = ['stage', 'bar', 'button'];

describe('letters and media keys', () => {
  it.each([
    ['k', { do: 'toggle' }],
    ['K', { do: 'toggle' }],
    ['j', { do: 'jump', by_s: -10 }],
    ['l', { do: 'jump', by_s: 10 }],
    ['m', { do: 'mute' }],
    ['f', { do: 'fullscreen' }],
    ['p', { do: 'pictureInPicture' }],
    ['n', { do: 'next' }],
    ['<', { do: 'slower' }],
    ['>', { do: 'faster' }],
    ['?', { do: 'help' }],
    ['0', { do: 'goTo', fraction: 0 }],
    ['7', { do: 'goTo', fraction: 0.7 }],
    ['Escape', { do: 'back' }],
    ['GoBack', { do: 'back' }],
    ['MediaPlayPause', { do: 'toggle' }],
    ['MediaFastForward', { do: 'scrub', direction: 1 }],
  ])('%s works wherever the focus is', (key, command) => {
    for (const place of places) expect(commandOf(press(key), place, false)).toEqual(command);
  });

  it.each([
    [10252, { do: 'toggle' }],
    [415, { do: 'play' }],
    [19, { do: 'pause' }],
    [412, { do: 'scrub', direction: -1 }],
    [10009, { do: 'back' }],
    [461, { do: 'back' }],
  ])('a remote’s key %s is understood by its number', (keyCode, command) => {
    expect(commandOf(press('Unidentified', { keyCode }), 'stage', true)).toEqual(command);
  });

  it('leaves shortcuts of the browser alone', () => {
    expect(commandOf(press('f', { ctrlKey: true }), 'stage', false)).toBeNull();
    expect(commandOf(press('l', { metaKey: true }), 'stage', false)).toBeNull();
    expect(commandOf(press('ArrowLeft', { altKey: true }), 'stage', false)).toBeNull();
  });

  it('knows no other keys', () => {
    expect(commandOf(press('x'), 'stage', false)).toBeNull();
    expect(commandOf(press('Tab'), 'stage', false)).toBeNull();
  });
});

describe('Enter and Space', () => {
  it('press the button that has focus', () => {
    expect(commandOf(press('Enter'), 'button', true)).toBeNull();
    expect(commandOf(press(' '), 'button', false)).toBeNull();
  });

  it('pause elsewhere, and Enter leads to the buttons', () => {
    expect(commandOf(press(' '), 'stage', false)).toEqual({ do: 'toggle' });
    expect(commandOf(press('Enter'), 'stage', true)).toEqual({ do: 'toggleAndEnter' });
    expect(commandOf(press('Enter'), 'bar', true)).toEqual({ do: 'toggleAndEnter' });
  });
});

describe('arrows', () => {
  it('are time and loudness on the picture', () => {
    expect(commandOf(press('ArrowLeft'), 'stage', false)).toEqual({ do: 'scrub', direction: -1 });
    expect(commandOf(press('ArrowUp'), 'stage', false)).toEqual({ do: 'volume', by: 0.05 });
    expect(commandOf(press('ArrowDown'), 'stage', false)).toEqual({ do: 'volume', by: -0.05 });
  });

  it('up and down lead to the controls on a television', () => {
    expect(commandOf(press('ArrowRight'), 'stage', true)).toEqual({ do: 'scrub', direction: 1 });
    expect(commandOf(press('ArrowUp'), 'stage', true)).toEqual({ do: 'enter', part: 'top' });
    expect(commandOf(press('ArrowDown'), 'stage', true)).toEqual({ do: 'enter', part: 'buttons' });
  });

  it('scrub on the seek bar and lead away from it', () => {
    expect(commandOf(press('ArrowRight'), 'bar', false)).toEqual({ do: 'scrub', direction: 1 });
    expect(commandOf(press('ArrowUp'), 'bar', false)).toEqual({ do: 'enter', part: 'top' });
    expect(commandOf(press('ArrowDown'), 'bar', false)).toEqual({ do: 'enter', part: 'buttons' });
  });

  it('are left to the spatial navigation on a button', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
      expect(commandOf(press(key), 'button', true)).toBeNull();
    }
  });
});
