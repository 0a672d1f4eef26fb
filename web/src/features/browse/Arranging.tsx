import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceOnListMutation, useTakeOffListMutation, type TitleCard } from '@/api';
import { focusInside } from '@/lib/spatial';
import { CardBone, Icon, Picture, say, TroubleLine, useFocusItem, type IconName } from '@/ui';
import styles from './Arranging.module.css';
import { useTitleAt, WallOf, type WallPlace } from './ListWall';

type Move = 'first' | 'earlier' | 'later' | 'last';
type Act = Move | 'take';

/** A list of one's own whose cards carry the buttons that move them and take them off, in place of leading away. */
export function ArrangedWall({ slug }: { slug: string }) {
  const arranging = useArranging(slug);
  return (
    <>
      <div className={styles.trouble}>
        <TroubleLine error={arranging.error} />
      </div>
      <output className="unseen">{arranging.said}</output>
      <WallOf slug={slug} renderCard={(place) => <Card {...place} arranging={arranging} />} />
    </>
  );
}

type Arranging = ReturnType<typeof useArranging>;

/** A title on its way to another place. */
interface Moving {
  ref: string;
  act: Move;
  /** Where it will be. */
  index: number;
  /** What had focus when it was sent: whoever goes elsewhere meanwhile is not called back. */
  button: Element | null;
}

/**
 * Moves one title at a time, as often as its button is pressed. By single steps, focus goes along with the title; else
 * it stays, on the title that takes the place.
 */
function useArranging(slug: string) {
  const { t } = useTranslation();
  const [put, putting] = usePlaceOnListMutation();
  const [takeOff, taking] = useTakeOffListMutation();
  const [moving, setMoving] = useState<Moving | null>(null);
  const [said, setSaid] = useState('');
  const queue = useRef<Promise<void>>(Promise.resolve());
  const isBusy = putting.isLoading || taking.isLoading;

  const place = async (title: TitleCard, index: number, total: number) => {
    const answer = await put({ slug, ref: title.ref, listPlace: { position: index + 1 } });
    if (answer.error !== undefined) setMoving(null);
    else setSaid(t('ownLists.moved', { title: title.title, place: index + 1, total }));
  };
  return {
    move: (title: TitleCard, act: Move, shownAt: number, total: number) => {
      const from = moving?.ref === title.ref ? moving.index : shownAt;
      const index = goalOf(act, from, total);
      if (index === from || index < 0 || index >= total) return;
      taking.reset();
      setMoving({ ref: title.ref, act, index, button: document.activeElement });
      const go = () => place(title, index, total);
      queue.current = isBusy ? queue.current.then(go) : go();
    },
    take: async (title: TitleCard, index: number, total: number) => {
      putting.reset();
      const answer = await takeOff({ slug, ref: title.ref });
      if (answer.error !== undefined) return;
      say(t('ownLists.taken', { title: title.title }));
      if (index === total - 1) await focusInside(index === 0 ? 'list:change' : keyOf(index - 1, 'take'));
    },
    /** The wall shows the title where it was to go. */
    arrive: ({ act, index, button }: Moving, total: number) => {
      setMoving(null);
      if (document.activeElement !== button) return;
      if (act === 'earlier') void focusInside(keyOf(index, index === 0 ? 'later' : 'earlier'));
      if (act === 'later') void focusInside(keyOf(index, index === total - 1 ? 'earlier' : 'later'));
    },
    moving,
    isBusy,
    busyRef: isBusy ? (putting.isLoading ? putting : taking).originalArgs?.ref : undefined,
    error: putting.error ?? taking.error,
    said,
  };
}

/** The index it is to have. */
function goalOf(act: Move, index: number, total: number): number {
  if (act === 'first') return 0;
  if (act === 'last') return total - 1;
  return act === 'earlier' ? index - 1 : index + 1;
}

function keyOf(index: number, act: Act): string {
  return `${act}:${index}`;
}

function Card({ arranging, ...place }: WallPlace & { arranging: Arranging }) {
  const { t } = useTranslation();
  const { title, isFetching } = useTitleAt(place);
  const { index, total } = place;
  const { moving } = arranging;
  const isReady = !arranging.isBusy && !isFetching;
  const hasCome = isReady && moving?.ref === title?.ref && moving?.index === index;
  useEffect(() => {
    if (hasCome) arranging.arrive(moving, total);
    // oxlint-disable-next-line react/exhaustive-deps -- once, as soon as it has come
  }, [hasCome]);
  if (title === undefined) return <CardBone />;
  const button = (act: Move, label: string) => (
    <ActButton
      at={index}
      act={act}
      label={label}
      disabled={index === (act === 'first' || act === 'earlier' ? 0 : total - 1)}
      onAct={() => (isReady || moving?.ref === title.ref) && arranging.move(title, act, index, total)}
    />
  );
  const named = { title: title.title };
  return (
    <>
      <div className={styles.frame} aria-busy={arranging.busyRef === title.ref}>
        <Picture
          picture={title.poster}
          shape="poster"
          title={title.title}
          sizes="(min-width: 1900px) 14rem, (min-width: 760px) 11rem, 33vw"
        />
        <div role="group" aria-label={title.title} className={styles.acts}>
          {button('first', t('ownLists.toFirst', named))}
          {button('last', t('ownLists.toLast', named))}
          {button('earlier', t('ownLists.earlier', named))}
          {button('later', t('ownLists.later', named))}
          <ActButton
            at={index}
            act="take"
            label={t('ownLists.take', named)}
            onAct={() => isReady && void arranging.take(title, index, total)}
          />
        </div>
      </div>
      <div className={styles.words}>
        <span className={styles.title}>{title.title}</span>
        <span className={styles.place}>{t('ownLists.place', { place: index + 1, total })}</span>
      </div>
    </>
  );
}

const ICONS: Record<Act, IconName> = { first: 'first', earlier: 'left', later: 'right', last: 'last', take: 'close' };

interface ActButtonProps {
  at: number;
  act: Act;
  label: string;
  disabled?: boolean;
  onAct: () => void;
}

function ActButton({ at, act, label, disabled = false, onAct }: ActButtonProps) {
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey: keyOf(at, act), disabled });
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles.act} ${act === 'take' ? styles.take : ''}`}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onAct}
    >
      <Icon name={ICONS[act]} />
    </button>
  );
}
