import { useEffect, useRef, type ReactNode } from 'react';
import { isBack } from '@/lib/keys';
import { focusInside } from '@/lib/spatial';
import { FocusGroup, useFocusItem } from '@/ui';
import { ControlButton, keepFocus } from './ControlButton';
import { Glyph, type GlyphName } from './Glyph';
import styles from './Menu.module.css';

const MENU = 'player:menu';
const CHOSEN = 'player:menu:chosen';

export interface Choice<Value> {
  value: Value;
  label: string;
  note?: string | undefined;
}

interface Action {
  label: string;
  note: string | undefined;
  isBusy: boolean;
  onPress: () => void;
}

interface MenuProps<Value> {
  name: string;
  glyph: GlyphName;
  label: string;
  text?: string;
  choices: readonly Choice<Value>[];
  chosen: Value;
  /** Something to be done with the list as such, below its entries; the list stays open. */
  action?: Action;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  onChoose: (value: Value) => void;
}

/** A button that opens a short list, of which one entry is chosen. */
export function Menu<Value extends string | number>(props: MenuProps<Value>) {
  const { name, glyph, label, text, isOpen, onToggle } = props;
  const focusKey = `player:${name}`;
  return (
    <div className={styles.anchor}>
      <ControlButton
        glyph={glyph}
        label={label}
        {...(text === undefined ? {} : { text })}
        focusKey={focusKey}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={(event) => {
          onToggle(!isOpen);
          // By key or screen reader: the focus follows into the list.
          if (!isOpen && event.currentTarget === document.activeElement) requestAnimationFrame(enter);
        }}
      />
      {isOpen && <List {...props} opener={focusKey} />}
    </div>
  );
}

function enter(): void {
  void focusInside(CHOSEN);
}

function List<Value extends string | number>({
  label,
  choices,
  chosen,
  action,
  onToggle,
  onChoose,
  opener,
}: MenuProps<Value> & { opener: string }) {
  const list = useRef<HTMLDivElement>(null);
  const close = () => {
    const hadFocus = list.current?.contains(document.activeElement) ?? false;
    onToggle(false);
    if (hadFocus) void focusInside(opener);
  };

  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      const anchor = list.current?.parentElement;
      if (event.target instanceof Node && !anchor?.contains(event.target)) onToggle(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [onToggle]);

  return (
    <div
      ref={list}
      className={styles.list}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (!isBack(event.nativeEvent) && event.key !== 'Tab') return;
        event.preventDefault();
        close();
      }}
    >
      <FocusGroup focusKey={MENU} closed first={CHOSEN} role="none">
        {choices.map(({ value, label: name, note }) => (
          <Entry
            key={value}
            focusKey={value === chosen ? CHOSEN : undefined}
            isChosen={value === chosen}
            onChoose={() => {
              close();
              onChoose(value);
            }}
          >
            <span>{name}</span>
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </Entry>
        ))}
        {action && <ActionEntry {...action} />}
      </FocusGroup>
    </div>
  );
}

function ActionEntry({ label, note, isBusy, onPress }: Action) {
  const { ref } = useFocusItem<HTMLButtonElement>();
  return (
    <button
      ref={ref}
      type="button"
      role="menuitem"
      aria-disabled={isBusy || undefined}
      className={styles.entry}
      onMouseDown={keepFocus}
      onClick={() => isBusy || onPress()}
    >
      <span className={styles.mark}>
        <Glyph name="again" />
      </span>
      <span className={styles.words}>
        <span>{label}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </span>
    </button>
  );
}

interface EntryProps {
  focusKey: string | undefined;
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Entry({ focusKey, isChosen, onChoose, children }: EntryProps) {
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey });
  return (
    <button
      ref={ref}
      type="button"
      role="menuitemradio"
      aria-checked={isChosen}
      className={styles.entry}
      onMouseDown={keepFocus}
      onClick={onChoose}
    >
      <span className={styles.mark}>{isChosen && <Glyph name="check" />}</span>
      <span className={styles.words}>{children}</span>
    </button>
  );
}
