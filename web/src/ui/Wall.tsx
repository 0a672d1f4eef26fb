import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Bone } from './Waiting';
import styles from './Wall.module.css';

interface WallProps {
  /** How many cards there are, those not loaded yet included. */
  total: number;
  /** The card at a place: `CardBone` while it is on its way. */
  renderCard: (index: number) => ReactNode;
}

/** Rows beyond the window that are there already, so that arrows and fingers never come to an edge. */
const AHEAD_ROWS = 3;
/** What is there before the wall has been measured: enough for any screen. */
const FIRST_CARDS = 24;

interface Shape {
  columns: number;
  /** From the top of one row to the top of the next. */
  step_px: number;
}

interface Seen {
  from: number;
  to: number;
}

/**
 * Posters side by side, thousands of them: only those near the window are in the document, each at its own place in a
 * grid whose rows are all as tall as the first. Nothing moves when one comes or goes.
 */
export function Wall({ total, renderCard }: WallProps) {
  const list = useRef<HTMLUListElement>(null);
  const shape = useShape(list);
  const seen = useSeen(list, shape);
  const focused = useFocused(list);
  const rows = shape === null ? 0 : Math.ceil(total / shape.columns);
  const shown = shape === null ? upTo(Math.min(total, FIRST_CARDS)) : near(seen, focused, shape.columns, total);
  const size =
    shape === null ? {} : { minHeight: `${rows * shape.step_px}px`, gridAutoRows: `${shape.step_px}px`, rowGap: 0 };
  return (
    <ul ref={list} className={styles.wall} style={size}>
      {shown.map((index) => (
        <li
          key={index}
          data-index={index}
          aria-setsize={total}
          aria-posinset={index + 1}
          style={shape === null ? {} : placeOf(index, shape.columns)}
        >
          {renderCard(index)}
        </li>
      ))}
    </ul>
  );
}

/** The outline of a card. */
export function CardBone() {
  return (
    <>
      <Bone shape="poster" />
      <Bone width="80%" height="0.8rem" />
    </>
  );
}

function placeOf(index: number, columns: number) {
  return { gridRow: Math.floor(index / columns) + 1, gridColumn: (index % columns) + 1 };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The cards in and around the window, and around the one that has focus, in their order. */
function near(seen: Seen, focused: number | null, columns: number, total: number): number[] {
  const rows = new Set<number>();
  for (let row = seen.from - AHEAD_ROWS; row < seen.to + AHEAD_ROWS; row++) rows.add(row);
  if (focused !== null) {
    const here = Math.floor(focused / columns);
    for (let row = here - AHEAD_ROWS; row <= here + AHEAD_ROWS; row++) rows.add(row);
  }
  return [...rows]
    .filter((row) => row >= 0 && row * columns < total)
    .toSorted((a, b) => a - b)
    .flatMap((row) => upTo(Math.min(columns, total - row * columns)).map((column) => row * columns + column));
}

/** Columns as CSS lays them out, and the height of a row, which the width decides. */
function useShape(list: RefObject<HTMLUListElement | null>): Shape | null {
  const [shape, setShape] = useState<Shape | null>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      const card = element.querySelector('li');
      if (!card) return;
      const style = getComputedStyle(element);
      const columns = style.gridTemplateColumns.split(' ').length;
      const width_px = card.getBoundingClientRect().width;
      const rem_px = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const step_px = Math.round(width_px * 1.5 + parseFloat(style.getPropertyValue('--words')) * rem_px);
      setShape((now) => (now?.columns === columns && now.step_px === step_px ? now : { columns, step_px }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [list]);
  return shape;
}

/** Which rows the window shows. */
function useSeen(list: RefObject<HTMLUListElement | null>, shape: Shape | null): Seen {
  const [seen, setSeen] = useState<Seen>({ from: 0, to: 4 });
  useEffect(() => {
    if (shape === null) return;
    const look = () => {
      const top_px = list.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top_px / shape.step_px));
      const to = Math.max(from + 1, Math.ceil((window.innerHeight - top_px) / shape.step_px));
      setSeen((now) => (now.from === from && now.to === to ? now : { from, to }));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [list, shape]);
  return seen;
}

/** The card that has focus: it must not go away under the person who is on it. */
function useFocused(list: RefObject<HTMLUListElement | null>): number | null {
  const [focused, setFocused] = useState<number | null>(null);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const enter = (event: FocusEvent) => {
      const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'];
      setFocused(index === undefined ? null : Number(index));
    };
    const leave = (event: FocusEvent) => {
      if (!element.contains(event.relatedTarget as Node | null)) setFocused(null);
    };
    element.addEventListener('focusin', enter);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('focusout', leave);
    };
  }, [list]);
  return focused;
}
