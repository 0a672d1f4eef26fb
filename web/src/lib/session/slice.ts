import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Profile, Session, User } from './types';

/** They left, the server ended it, or it lets the account in no more. */
export type Ending = 'left' | 'ended' | 'disabled';

export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'unreachable' }
  | { kind: 'anonymous'; why?: Ending }
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
    sessionEnded: (state, { payload: why }: PayloadAction<Ending | undefined>): SessionState => {
      if (why !== undefined) return { kind: 'anonymous', why };
      return state.kind === 'anonymous' ? state : { kind: 'anonymous' };
    },
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
