/* Stands in for what web/openapi.json does not describe yet, by the names it will have; shrinks to nothing. */
import { generatedApi, type Profile, type Session, type User } from './generated';

export interface OpenSession {
  id: string;
  created_at: string;
  last_used_at: string;
  address: string;
  user_agent: string;
  current: boolean;
}
export interface Invitation {
  id: string;
  role: User['role'];
  created_at: string;
  expires_at: string;
  used_at?: string | null;
  used_by_email?: string | null;
}
export interface MadeInvitation extends Invitation {
  url: string;
  token: string;
}
export interface AuditEntry {
  id: string;
  at: string;
  user_id: string | null;
  user_email: string | null;
  action: string;
  resource: string | null;
  severity: 'info' | 'warning' | 'critical';
  details: Record<string, unknown>;
  address: string | null;
  user_agent: string | null;
}
export interface Demo {
  active: boolean;
  ready: number;
  total: number;
  films: { ref: string; title: string; stage: 'waiting' | 'making' | 'ready' | 'failed'; percent: number }[];
}
export interface TorrentEntry {
  key: string;
  name: string;
  progress: number;
  size_bytes: number;
  download_rate_bytes_s: number;
  upload_rate_bytes_s: number;
  peers: number;
}
export interface Task {
  name: string;
  interval_s: number | null;
  last_result: string | null;
  last_run_at: string | null;
  duration_s: number | null;
  next_run_at: string | null;
}

interface ProfileValues {
  name?: string | null;
  avatar?: Profile['avatar'] | null;
  language?: string | null;
  pin?: string | null;
}

interface Proof {
  current_pin?: string | null;
  password?: string | null;
}

const POST = 'POST';

export const temporaryApi = generatedApi.injectEndpoints({
  endpoints: (build) => ({
    status: build.query<{ setup_required: boolean; demo: boolean; version: string }, void>({
      query: () => '/api/status',
    }),
    logout: build.mutation<void, void>({ query: () => ({ url: '/api/auth/logout', method: POST }) }),
    logoutEverywhere: build.mutation<void, void>({ query: () => ({ url: '/api/auth/logout-all', method: POST }) }),
    changePassword: build.mutation<void, { passwordChange: { current_password: string; new_password: string } }>({
      query: ({ passwordChange }) => ({ url: '/api/auth/password', method: POST, body: passwordChange }),
    }),
    ownSessions: build.query<OpenSession[], void>({ query: () => '/api/auth/sessions' }),
    endSession: build.mutation<void, { sessionId: string }>({
      query: ({ sessionId }) => ({ url: `/api/auth/sessions/${sessionId}`, method: 'DELETE' }),
    }),
    ownProfiles: build.query<Profile[], void>({ query: () => '/api/profiles' }),
    addProfile: build.mutation<Profile, { newProfile: ProfileValues & { name: string } }>({
      query: ({ newProfile }) => ({ url: '/api/profiles', method: POST, body: newProfile }),
    }),
    changeProfile: build.mutation<Profile, { profileId: string; profileChange: ProfileValues & Proof }>({
      query: ({ profileId, profileChange }) => ({
        url: `/api/profiles/${profileId}`,
        method: 'PATCH',
        body: profileChange,
      }),
    }),
    removeProfile: build.mutation<void, { profileId: string; profileProof: Proof }>({
      query: ({ profileId, profileProof }) => ({
        url: `/api/profiles/${profileId}`,
        method: 'DELETE',
        body: profileProof,
      }),
    }),
    selectProfile: build.mutation<Session, { profileId: string; selection: { pin?: string | null } }>({
      query: ({ profileId, selection }) => ({
        url: `/api/profiles/${profileId}/select`,
        method: POST,
        body: selection,
      }),
    }),
    lookAtInvitation: build.query<{ role: User['role']; expires_at: string }, { token: string }>({
      query: ({ token }) => `/api/invitations/${encodeURIComponent(token)}`,
    }),
    acceptInvitation: build.mutation<
      Session,
      { token: string; founding: { email: string; password: string; name?: string | null } }
    >({
      query: ({ token, founding }) => ({
        url: `/api/invitations/${encodeURIComponent(token)}/accept`,
        method: POST,
        body: founding,
      }),
    }),
    invitations: build.query<Invitation[], void>({ query: () => '/api/invitations' }),
    invite: build.mutation<MadeInvitation, { newInvitation: { role?: User['role']; expires_in_hours?: number } }>({
      query: ({ newInvitation }) => ({ url: '/api/invitations', method: POST, body: newInvitation }),
    }),
    withdrawInvitation: build.mutation<void, { invitationId: string }>({
      query: ({ invitationId }) => ({ url: `/api/invitations/${invitationId}`, method: 'DELETE' }),
    }),
    users: build.query<User[], void>({ query: () => '/api/users' }),
    changeUser: build.mutation<
      User,
      { userId: string; userChange: { role?: User['role'] | null; disabled?: boolean | null; name?: string | null } }
    >({ query: ({ userId, userChange }) => ({ url: `/api/users/${userId}`, method: 'PATCH', body: userChange }) }),
    resetPassword: build.mutation<void, { userId: string; passwordReset: { new_password: string } }>({
      query: ({ userId, passwordReset }) => ({
        url: `/api/users/${userId}/password`,
        method: POST,
        body: passwordReset,
      }),
    }),
    removeUser: build.mutation<void, { userId: string }>({
      query: ({ userId }) => ({ url: `/api/users/${userId}`, method: 'DELETE' }),
    }),
    audit: build.query<
      { items: AuditEntry[]; next: string | null },
      {
        before?: string | null;
        action?: string | null;
        severity?: AuditEntry['severity'] | null;
        limit?: number;
      }
    >({ query: (params) => ({ url: '/api/admin/audit', params }) }),
    demo: build.query<Demo, void>({ query: () => '/api/demo' }),
    torrents: build.query<TorrentEntry[], void>({ query: () => '/api/admin/torrents' }),
    tasks: build.query<Task[], void>({ query: () => '/api/admin/tasks' }),
  }),
});

export const {
  useStatusQuery,
  useLogoutMutation,
  useLogoutEverywhereMutation,
  useChangePasswordMutation,
  useOwnSessionsQuery,
  useEndSessionMutation,
  useOwnProfilesQuery,
  useAddProfileMutation,
  useChangeProfileMutation,
  useRemoveProfileMutation,
  useSelectProfileMutation,
  useLookAtInvitationQuery,
  useAcceptInvitationMutation,
  useInvitationsQuery,
  useInviteMutation,
  useWithdrawInvitationMutation,
  useUsersQuery,
  useChangeUserMutation,
  useResetPasswordMutation,
  useRemoveUserMutation,
  useAuditQuery,
  useDemoQuery,
  useTorrentsQuery,
  useTasksQuery,
} = temporaryApi;
