import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Profile, Session, User } from './types';

export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'unreachable' }
  | { kind: 'anonymous' }
  | { kind: 'open'; user: User; profile: Profile | null };

const session = createSlice({
  name: 'session',
  initialState: { kind: 'unknown' } as SessionState,
  reducers: {
    sessionOpened: (_state, { payload }: PayloadAction<Pick<Session, 'user' | 'profile'>>): SessionState => ({
      kind: 'open',
      user: payload.user,
      profile: payload.profile ?? null,
    }),
    sessionEnded: (): SessionState => ({ kind: 'anonymous' }),
    serverUnreachable: (state): SessionState => (state.kind === 'unknown' ? { kind: 'unreachable' } : state),
    profileChanged: (state, { payload }: PayloadAction<Profile>): SessionState =>
      state.kind === 'open' && state.profile?.id === payload.id ? { ...state, profile: payload } : state,
  },
});

export const { sessionOpened, sessionEnded, serverUnreachable, profileChanged } = session.actions;
export const sessionReducer = session.reducer;

/** Whether somebody else watches now than before, or with other rights: what the one saw is not the other's to see. */
export function isOtherViewer(before: SessionState, now: Pick<Session, 'user' | 'profile'>): boolean {
  return (
    before.kind !== 'open' ||
    before.user.id !== now.user.id ||
    before.profile?.id !== now.profile?.id ||
    before.user.role !== now.user.role
  );
}
