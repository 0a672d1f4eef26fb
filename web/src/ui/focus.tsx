import { FocusContext, useFocusable } from '@noriginmedia/norigin-spatial-navigation';
import { useEffect, type ReactNode, type RefObject } from 'react';
import { nameFocusable, scrollBehaviour, usesArrows } from '@/lib/spatial';

interface FocusItem<E> {
  ref: RefObject<E | null>;
}

/**
 * Makes one element reachable by arrow keys. The element must be able to have focus by itself: a button, link or input.
 *
 * `focusKey` should be given where focus is to be found again after going back; it must be unique on the page.
 */
export function useFocusItem<E extends HTMLElement>({
  focusKey,
  disabled = false,
}: { focusKey?: string | undefined; disabled?: boolean | undefined } = {}): FocusItem<E> {
  const { ref, focusKey: key } = useFocusable<object, E>({
    ...(focusKey === undefined ? {} : { focusKey }),
    focusable: !disabled,
    onFocus: ({ node }) => {
      if (usesArrows()) bringIntoView(node);
    },
  });
  useEffect(() => {
    if (ref.current) nameFocusable(ref.current, key);
  }, [ref, key]);
  return { ref: ref as RefObject<E | null> };
}

/** Room around the element comes from its `scroll-margin`. */
function bringIntoView(node: HTMLElement): void {
  node.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: scrollBehaviour() });
}

interface FocusGroupProps {
  children: ReactNode;
  /** Names the group, for `focusInside` and to remember which child had focus. */
  focusKey?: string;
  /** The child to focus first; else the last focused, else the nearest to the top left. */
  first?: string;
  /** Whether focus goes to another child when the one that has it disappears. */
  restore?: boolean;
  /** Begins at `first` each time, rather than where focus was last. */
  forgetful?: boolean;
  /** Arrows do not leave the group. */
  closed?: boolean;
  as?: 'div' | 'nav' | 'section' | 'ul' | 'form' | 'header' | 'tbody' | 'main';
  className?: string | undefined;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  role?: string;
}

/** A part of the page that arrow keys treat as one: they prefer to stay in it, and come back to where they left it. */
export function FocusGroup({
  children,
  focusKey,
  first,
  closed = false,
  restore = true,
  forgetful = false,
  as: Tag = 'div',
  ...rest
}: FocusGroupProps) {
  const { ref, focusKey: key } = useFocusable<object, HTMLElement>({
    ...(focusKey === undefined ? {} : { focusKey }),
    ...(first === undefined ? {} : { preferredChildFocusKey: first }),
    isFocusBoundary: closed,
    saveLastFocusedChild: !forgetful,
    autoRestoreFocus: restore,
  });
  return (
    <FocusContext.Provider value={key}>
      <Tag ref={ref as RefObject<never>} {...rest}>
        {children}
      </Tag>
    </FocusContext.Provider>
  );
}
