import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Controls, type OpenMenu } from './Controls';
import { Failure } from './Failure';
import { Flash } from './Flash';
import { Help } from './Help';
import { LastFrame } from './LastFrame';
import { MediaStore, useIsSeeking } from './media';
import { NextCard } from './NextCard';
import { ResumeToast } from './ResumeToast';
import { stageOf } from './stages';
import { Stall } from './Stall';
import { StartUp } from './StartUp';
import { Surface } from './Surface';
import { FADE_MS, NOTICEABLE_MS } from './timing';
import { TopBar } from './TopBar';
import { useActions } from './useActions';
import { useAfterglow } from './useAfterglow';
import { useAnnouncement } from './useAnnouncement';
import { useButtonFocus } from './useButtonFocus';
import { useCommands } from './useCommands';
import { useIdle } from './useIdle';
import { useKeyboard } from './useKeyboard';
import { useLasting } from './useLasting';
import { useLayout } from './useLayout';
import { useMediaSession } from './useMediaSession';
import { useOnline } from './useOnline';
import { usePatience } from './usePatience';
import { usePlayback, type Wish } from './usePlayback';
import { useProblemText } from './useProblemText';
import { useSaving } from './useSaving';
import { useScreen } from './useScreen';
import { useScrub } from './useScrub';
import { placeOf, useStage } from './useStage';
import { useStatus } from './useStatus';
import { useTitle } from './useTitle';
import { useWakeLock } from './useWakeLock';

interface SessionProps {
  wish: Wish;
  video: HTMLVideoElement;
  /** The screen around the element: both outlive the session, so that full screen lasts from episode to episode. */
  stage: RefObject<HTMLElement | null>;
  onNext: (ref: string) => void;
  onLeave: () => void;
}

/** One film, from pressing Play to its end. */
export function Session({ wish, video, stage, onNext, onLeave }: SessionProps) {
  const [media] = useState(() => new MediaStore(video));
  useLayoutEffect(() => media.connect(), [media]);

  const { now, send, renew } = usePlayback(wish, media);
  const { phase, started } = now;
  const title = useTitle(wish.ref, started?.name ?? '');
  useWindowTitle(title.name);
  const problem = useProblemText();
  const isTelevision = useLayout() === 'tv';
  const isOnline = useOnline();

  const [openMenu, setMenu] = useState<OpenMenu>(null);
  const [showsHelp, setHelp] = useState(false);
  const [isToastDone, setToastDone] = useState(false);
  const finishToast = useCallback(() => setToastDone(true), []);

  const actions = useActions(now, send, media);
  const scrubbing = useScrub(media);
  const screen = useScreen(stage, video);
  const isSeeking = useIsSeeking(media);
  const isStanding = phase.kind === 'paused' || phase.kind === 'ended';
  const hasFailed = phase.kind === 'failed';
  const presence = useIdle(isStanding || openMenu !== null || scrubbing.target_s !== null);
  useStage(stage, presence);

  const isStarting = !now.hasPlayed && !isStanding && !hasFailed;
  const isFading = useAfterglow(isStarting, FADE_MS) && !hasFailed;
  const isInterrupted = now.hasPlayed && ['asking', 'starting', 'waiting'].includes(phase.kind);
  const isLate = useLasting(isInterrupted || (isSeeking && !isStarting && !hasFailed), NOTICEABLE_MS);
  const isStalled = isLate || (now.hasPlayed && phase.kind === 'recovering');
  const status = useStatus(started?.ticket ?? null, isStarting || isStalled || (presence.isShown && !hasFailed));
  usePatience(phase.kind === 'starting' || phase.kind === 'waiting', status, media, send);
  const progressOfStart = stageOf(phase, status);

  useSaving(wish.ref, now, media, renew);
  useWakeLock(phase.kind === 'playing');
  const next = started?.next ?? null;
  const playNext = next === null ? null : () => onNext(next);
  useMediaSession(title, phase, media, { ...actions, next: playNext });

  const back = () => {
    if (scrubbing.target_s !== null) scrubbing.cancel();
    else if (openMenu !== null) setMenu(null);
    else if (isTelevision && presence.isShown && phase.kind === 'playing') presence.hide();
    else onLeave();
  };
  const help = () => setHelp(true);
  const willPlay = !now.wantsToPlay || phase.kind === 'ended';
  const hasButtons = !isStarting && !hasFailed;
  const enterButtons = useButtonFocus(stage, hasButtons);
  const steps = { next: playNext, help, back, enterButtons };
  const parts = { media, actions, scrubbing, screen, presence, isTelevision, willPlay, ...steps };
  const { flash, run, feel, click } = useCommands(parts);
  useKeyboard(isTelevision, placeOf, { command: run, release: scrubbing.release });

  const retry = () => send({ type: 'retried' });
  const choose = (sourceId: string) =>
    send({ type: 'chosen', sourceId, at_s: now.hasPlayed ? media.position_s() : null });
  const announcement = useAnnouncement(phase, progressOfStart, isStarting, isStalled);

  return (
    <>
      <TopBar
        title={isStarting ? null : title}
        isShown={isStarting || hasFailed || presence.isShown}
        onLeave={onLeave}
      />
      <LastFrame video={video} isShown={now.hasPlayed && ['asking', 'starting', 'recovering'].includes(phase.kind)} />
      <Surface onClick={click} onDoubleClick={() => screen.toggleFull?.()} onGesture={feel} />
      {(isStarting || isFading) && (
        <StartUp
          isLeaving={!isStarting}
          title={title}
          stage={progressOfStart}
          status={status}
          instead={phase.kind === 'recovering' ? problem(phase.trouble).title : null}
        />
      )}
      {isStalled && (
        <Stall
          phase={phase}
          isSeeking={isSeeking}
          isOnline={isOnline}
          status={status}
          duration_s={media.snapshot().duration_s}
          onRetry={retry}
        />
      )}
      {hasButtons && (
        <Controls
          now={now}
          media={media}
          status={status}
          sources={title.sources}
          search={title.search}
          actions={actions}
          scrubbing={scrubbing}
          screen={screen}
          isShown={presence.isShown}
          openMenu={openMenu}
          onMenu={setMenu}
          onSource={choose}
          onNext={playNext}
          onHelp={help}
        >
          {now.hasPlayed && now.resumedAt_s !== null && !isToastDone && scrubbing.target_s === null && (
            <ResumeToast
              at_s={now.resumedAt_s}
              onDone={finishToast}
              onStartOver={() => {
                actions.goTo(0);
                finishToast();
              }}
            />
          )}
          {next !== null && <NextCard next={next} media={media} phase={phase} onPlay={() => onNext(next)} />}
        </Controls>
      )}
      {phase.kind === 'failed' && (
        <Failure
          trouble={phase.trouble}
          title={title}
          sourceId={started?.source_id}
          onRetry={retry}
          onChoose={choose}
          onLeave={onLeave}
        />
      )}
      <Flash news={flash} />
      {showsHelp && <Help hasNext={next !== null} onClose={() => setHelp(false)} />}
      <p role="status" className="unseen">
        {announcement}
      </p>
    </>
  );
}

function useWindowTitle(name: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = name === '' ? t('common.appName') : `${name} · ${t('common.appName')}`;
  }, [name, t]);
}
