import type { ComponentProps } from 'react';
import { useFocusItem } from '@/ui';
import styles from './ControlButton.module.css';
import { Glyph, type GlyphName } from './Glyph';

interface ControlButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'className' | 'children'> {
  glyph: GlyphName;
  label: string;
  /** The key that does the same, as it is printed on keyboards. */
  hotkey?: string;
  focusKey?: string;
  /** A word beside the icon, as the speed. */
  text?: string;
  size?: 'usual' | 'large' | 'huge';
}

export function ControlButton({ glyph, label, hotkey, focusKey, text, size = 'usual', ...rest }: ControlButtonProps) {
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey });
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={`${styles.button} ${styles[size]}`}
      aria-label={label}
      aria-keyshortcuts={hotkey}
      title={hotkey ? `${label} (${hotkey.toUpperCase()})` : label}
      onMouseDown={keepFocus}
    >
      <Glyph name={glyph} />
      {text !== undefined && (
        <span className={styles.text} aria-hidden="true">
          {text}
        </span>
      )}
    </button>
  );
}

/** Only keys bring focus to the controls. A click leaves it on the picture, where the arrows mean time and loudness. */
export function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
