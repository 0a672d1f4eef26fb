import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { scrollBehaviour } from '@/lib/spatial';
import { FocusGroup, useFocusItem } from './focus';
import { Icon } from './Icon';
import styles from './Row.module.css';

interface RowProps {
  title: string;
  /** Leads to all of it, where the row is only a beginning. */
  to?: string;
  /** Names the row, so that arrows find the card they left. */
  name: string;
  size?: 'poster' | 'still';
  /** Among the first things seen: its cards are there at once. */
  eager?: boolean;
  children: ReactNode[];
}

/**
 * A shelf of cards. Pointers get arrows at its ends, fingers scroll it, keys walk along it. Far from the window it is a
 * heading and empty room of the same height, so that a page of many shelves stays small.
 */
export function Row({ title, to, name, size = 'poster', eager = false, children }: RowProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const shelf = useRef<HTMLUListElement>(null);
  const isNear = useNear(section, eager);
  const { before, after } = useOverflow(shelf, isNear ? children.length : 0);
  const page = (way: 1 | -1) => {
    const width = shelf.current?.clientWidth ?? 0;
    shelf.current?.scrollBy({ left: way * width * 0.85, behavior: scrollBehaviour() });
  };
  return (
    <section ref={section} className={styles.row} aria-labelledby={id}>
      <h2 id={id}>{to === undefined ? title : <RowLink to={to} title={title} />}</h2>
      <FocusGroup focusKey={`row:${name}`} className={styles.frame}>
        <ul ref={shelf} className={`${styles.shelf} ${styles[size]}`}>
          {!isNear && <li aria-hidden="true" className={`${styles.room} ${styles[`${size}Room`]}`} />}
          {isNear &&
            children.map((child, index) => (
              // The cards inside carry keys of their own.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>{child}</li>
            ))}
          {isNear && to !== undefined && (
            <li>
              <Rest to={to} title={title} name={name} />
            </li>
          )}
        </ul>
        {before && <Pager way="left" onPage={() => page(-1)} />}
        {after && <Pager way="right" onPage={() => page(1)} />}
      </FocusGroup>
    </section>
  );
}

/** For pointers: keys find the same link at the end of the row, and do not trip over one at the head of each. */
function RowLink({ to, title }: { to: string; title: string }) {
  return (
    <Link to={to} tabIndex={-1} className={styles.more}>
      {title}
      <Icon name="right" size="0.8em" />
    </Link>
  );
}

function Rest({ to, title, name }: { to: string; title: string; name: string }) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `rest:${name}` });
  return (
    <Link ref={ref} to={to} className={styles.rest} aria-label={t('common.allOf', { title })}>
      <Icon name="right" size="1.75rem" />
      <span>{t('common.all')}</span>
    </Link>
  );
}

/** For pointers only: keys and readers walk the cards themselves. */
function Pager({ way, onPage }: { way: 'left' | 'right'; onPage: () => void }) {
  const { t } = useTranslation();
  const label = way === 'left' ? t('common.scrollBack') : t('common.scrollOn');
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      title={label}
      className={`${styles.pager} ${styles[way]}`}
      onClick={onPage}
    >
      <Icon name={way} />
    </button>
  );
}

/** Whether the window is no more than its own height away. What has focus never goes away. */
function useNear(section: { current: HTMLElement | null }, eager: boolean): boolean {
  const [isNear, setNear] = useState(eager);
  useEffect(() => {
    const element = section.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      // A busy page hears of several changes at once, in their order: the last one is true.
      (entries) => setNear(entries.at(-1)?.isIntersecting === true || element.contains(document.activeElement)),
      { rootMargin: '100% 0px' },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [section]);
  return isNear;
}

/** Whether there is more before and after what is seen. */
function useOverflow(shelf: { current: HTMLElement | null }, count: number) {
  const [ends, setEnds] = useState({ before: false, after: false });
  useEffect(() => {
    const element = shelf.current;
    if (!element) return;
    const look = () => {
      const left = Math.ceil(element.scrollWidth - element.clientWidth - element.scrollLeft);
      const next = { before: element.scrollLeft > 4, after: left > 4 };
      setEnds((now) => (now.before === next.before && now.after === next.after ? now : next));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      element.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [shelf, count]);
  return ends;
}

/** The outline of a row of posters. */
export function RowBones({ children }: { children: ReactNode[] }) {
  return (
    <div className={styles.row} aria-hidden="true">
      <span className={styles.boneHeading} />
      <div className={`${styles.shelf} ${styles.poster}`}>{children}</div>
    </div>
  );
}
