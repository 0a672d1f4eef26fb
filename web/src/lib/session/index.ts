/**
 * Who is signed in on this page: opening, keeping and ending a session, in every tab alike.
 */
import type { Dispatch } from '@reduxjs/toolkit';
import { useTranslation } from 'react-i18next';
import { useSelector, useStore } from 'react-redux';
import type { Profile, Session, User } from '@/api';
import { baseApi } from '@/api/base';
import { followProfile } from '@/i18n';
import { dropToken, keepToken, renew } from './refresh';
import {
  isOtherViewer,
  profileChanged,
  serverUnreachable,
  sessionEnded,
  sessionOpened,
  type SessionState,
} from './slice';

interface Store {
  dispatch: Dispatch;
  getState: () => unknown;
}

interface WithSession {
  session: SessionState;
}

const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('miauflix.session');

export function useSessionState(): SessionState {
  return useSelector((state: WithSession) => state.session);
}

/** The person signed in. Only for what is shown to signed-in people. */
export function useUser(): User {
  const session = useSessionState();
  if (session.kind !== 'open') throw new Error('No session is open');
  return session.user;
}

export function useProfile(): Profile | null {
  const session = useSessionState();
  return session.kind === 'open' ? session.profile : null;
}

/** In which language titles are asked for: the profile's; without one, the one the page speaks. */
export function useLanguage(): string {
  const spoken = useTranslation().i18n.language;
  return useProfile()?.language ?? spoken;
}

export function useSession() {
  const store = useStore() as Store;
  return {
    open: (session: Session) => openSession(store, session),
    end: () => {
      tabs?.postMessage('ended');
      endSession(store);
    },
    changeProfile: (profile: Profile) => store.dispatch(profileChanged(profile)),
    seek: () => seekSession(store),
  };
}

function openSession({ dispatch, getState }: Store, session: Session): void {
  const before = (getState() as WithSession).session;
  keepToken(session);
  dispatch(sessionOpened(session));
  if (isOtherViewer(before, session)) dispatch(baseApi.util.resetApiState());
  followLanguage(session.profile?.language);
}

/**
 * A new device speaks as the profile does, unless it was told otherwise. English may only be what a profile begins
 * with, so it does not outweigh the browser's own language.
 */
function followLanguage(language: string | undefined): void {
  if (language !== undefined && language !== 'en') void followProfile(language);
}

function endSession({ dispatch }: Store): void {
  dropToken();
  dispatch(sessionEnded('left'));
  dispatch(baseApi.util.resetApiState());
}

/** Once when the page starts, and again when the server came back: is somebody signed in here? */
export async function seekSession(store: Store): Promise<void> {
  const renewal = await renew();
  if (renewal.kind === 'renewed') openSession(store, renewal.session);
  if (renewal.kind === 'refused') store.dispatch(sessionEnded(renewal.why === 'disabled' ? 'disabled' : undefined));
  if (renewal.kind === 'unreachable') store.dispatch(serverUnreachable());
}

/** Signing out in one tab signs out the others. */
export function followOtherTabs(store: Store): void {
  tabs?.addEventListener('message', ({ data }: MessageEvent) => {
    if (data === 'ended') endSession(store);
  });
}
