/* Stands in until openapi.json describes every endpoint; then generated.ts replaces it. */
import { baseApi } from './base';

export interface Profile {
  id: string;
  name: string;
  avatar: string;
  language: string;
  has_pin: boolean;
}
export interface User {
  id: string;
  email: string;
  name: string;
  role: 'admin' | 'user' | 'guest';
  created_at: string;
  disabled: boolean;
}
export interface Session {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  user: User;
  profile: Profile | null;
}
export interface Picture {
  url: string;
  width: number;
  height: number;
  thumbhash: string;
}
export interface TitleCard {
  ref: string;
  kind: 'movie' | 'show';
  tmdb_id: number;
  title: string;
  year: number | null;
  overview: string;
  runtime_min: number | null;
  rating: number | null;
  genres: string[];
  poster: Picture | null;
  backdrop: Picture | null;
  available: boolean;
}
export interface Source {
  id: string;
  provider: string;
  quality: string | null;
  resolution: string | null;
  codec: string | null;
  size: number | null;
  seeders: number | null;
  score: number;
  isDefault: boolean;
}
export interface Movie extends TitleCard {
  tagline: string;
  release_date: string | null;
  attribution: string | null;
  sources?: Source[] | null;
}
export interface Season {
  number: number;
  name: string;
  episode_count: number;
}
export interface Show extends TitleCard {
  tagline: string;
  attribution: string | null;
  seasons: Season[];
}
export interface Episode {
  ref: string;
  season: number;
  number: number;
  title: string;
  overview: string;
  runtime_min: number | null;
  still: Picture | null;
  available: boolean;
}
export interface PlaybackStarted {
  ticket: string;
  url: string;
  decision: 'direct' | 'remux' | 'transcode' | 'unsupported';
  reason: string;
  expires_at: string;
  ref: string;
  source_id: string;
  name: string;
  size_bytes: number | null;
  content_type: string;
  resume_at_s: number;
  duration_s: number | null;
  next: string | null;
}
export interface StreamStatus {
  stage: 'paused' | 'metadata' | 'finding_peers' | 'connecting' | 'buffering' | 'ready';
  peers_known: number;
  peers_connected: number;
  download_rate_bytes_s: number;
  buffered_percent: number;
  fetched: [number, number][];
  size_bytes: number | null;
  reason: string | null;
}
export interface ContinueItem {
  ref: string;
  title: TitleCard;
  episode: { season: number; number: number; title: string } | null;
  position_s: number;
  duration_s: number;
}
export interface HomePage {
  hero: TitleCard | null;
  rows: { slug: string; name: string; items: TitleCard[] }[];
  continue_watching: ContinueItem[];
}
export interface Progress {
  ref: string;
  position_s: number;
  duration_s: number;
  watched: boolean;
  updated_at: string;
}
export interface SessionEntry {
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
}
export interface NewInvitation extends Invitation {
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

const POST = 'POST';

export const api = baseApi.injectEndpoints({
  endpoints: (build) => ({
    serverStatus: build.query<{ setup_required: boolean; demo: boolean; version: string }, void>({
      query: () => 'api/status',
    }),
    setup: build.mutation<Session, { email: string; password: string; name?: string }>({
      query: (body) => ({ url: 'api/auth/setup', method: POST, body }),
    }),
    login: build.mutation<Session, { email: string; password: string }>({
      query: (body) => ({ url: 'api/auth/login', method: POST, body }),
    }),
    logout: build.mutation<void, void>({ query: () => ({ url: 'api/auth/logout', method: POST }) }),
    logoutAll: build.mutation<void, void>({ query: () => ({ url: 'api/auth/logout-all', method: POST }) }),
    changePassword: build.mutation<void, { current_password: string; new_password: string }>({
      query: (body) => ({ url: 'api/auth/password', method: POST, body }),
    }),
    sessions: build.query<SessionEntry[], void>({ query: () => 'api/auth/sessions' }),
    endSession: build.mutation<void, string>({
      query: (id) => ({ url: `api/auth/sessions/${id}`, method: 'DELETE' }),
    }),
    profiles: build.query<Profile[], void>({ query: () => 'api/profiles' }),
    addProfile: build.mutation<Profile, { name: string; avatar?: string; language?: string; pin?: string | null }>({
      query: (body) => ({ url: 'api/profiles', method: POST, body }),
    }),
    changeProfile: build.mutation<
      Profile,
      { id: string; name?: string; avatar?: string; language?: string; pin?: string | null }
    >({
      query: ({ id, ...body }) => ({ url: `api/profiles/${id}`, method: 'PATCH', body }),
    }),
    removeProfile: build.mutation<void, string>({
      query: (id) => ({ url: `api/profiles/${id}`, method: 'DELETE' }),
    }),
    selectProfile: build.mutation<Session, { id: string; pin?: string }>({
      query: ({ id, ...body }) => ({ url: `api/profiles/${id}/select`, method: POST, body }),
    }),
    invitation: build.query<{ role: User['role']; expires_at: string }, string>({
      query: (token) => `api/invitations/${encodeURIComponent(token)}`,
    }),
    acceptInvitation: build.mutation<Session, { token: string; email: string; password: string; name?: string }>({
      query: ({ token, ...body }) => ({
        url: `api/invitations/${encodeURIComponent(token)}/accept`,
        method: POST,
        body,
      }),
    }),
    invitations: build.query<Invitation[], void>({ query: () => 'api/invitations' }),
    invite: build.mutation<NewInvitation, { role: User['role']; expires_in_hours: number }>({
      query: (body) => ({ url: 'api/invitations', method: POST, body }),
    }),
    withdrawInvitation: build.mutation<void, string>({
      query: (id) => ({ url: `api/invitations/${id}`, method: 'DELETE' }),
    }),
    users: build.query<User[], void>({ query: () => 'api/users' }),
    changeUser: build.mutation<User, { id: string; role?: User['role']; disabled?: boolean; name?: string }>({
      query: ({ id, ...body }) => ({ url: `api/users/${id}`, method: 'PATCH', body }),
    }),
    resetPassword: build.mutation<void, { id: string; new_password: string }>({
      query: ({ id, ...body }) => ({ url: `api/users/${id}/password`, method: POST, body }),
    }),
    removeUser: build.mutation<void, string>({ query: (id) => ({ url: `api/users/${id}`, method: 'DELETE' }) }),
    audit: build.query<
      { items: AuditEntry[]; next: string | null },
      { before?: string | undefined; action?: string | undefined; severity?: string | undefined; limit?: number }
    >({ query: (params) => ({ url: 'api/admin/audit', params }) }),
    home: build.query<HomePage, { lang: string }>({ query: (params) => ({ url: 'api/home', params }) }),
    lists: build.query<{ slug: string; name: string; kind: 'movie' | 'show'; total: number }[], void>({
      query: () => 'api/lists',
    }),
    listPage: build.query<
      { slug: string; name: string; page: number; page_size: number; total: number; items: TitleCard[] },
      { slug: string; page?: number; page_size?: number; lang: string }
    >({ query: ({ slug, ...params }) => ({ url: `api/lists/${encodeURIComponent(slug)}`, params }) }),
    movie: build.query<Movie, { tmdbId: number; lang: string; includeSources?: boolean }>({
      query: ({ tmdbId, ...params }) => ({ url: `api/movies/${tmdbId}`, params }),
    }),
    show: build.query<Show, { tmdbId: number; lang: string }>({
      query: ({ tmdbId, ...params }) => ({ url: `api/shows/${tmdbId}`, params }),
    }),
    season: build.query<
      { number: number; name: string; episodes: Episode[] },
      { tmdbId: number; number: number; lang: string }
    >({ query: ({ tmdbId, number, ...params }) => ({ url: `api/shows/${tmdbId}/seasons/${number}`, params }) }),
    search: build.query<{ items: TitleCard[] }, { q: string; lang: string }>({
      query: (params) => ({ url: 'api/search', params }),
    }),
    startPlayback: build.mutation<PlaybackStarted, { title: string; source_id?: string | undefined }>({
      query: (body) => ({ url: 'api/playback', method: POST, body }),
    }),
    streamStatus: build.query<StreamStatus, string>({ query: (ticket) => `api/stream/${ticket}/status` }),
    progress: build.query<{ items: Progress[] }, string[]>({
      query: (refs) => ({ url: 'api/progress', params: { refs: refs.join(',') } }),
    }),
    markWatched: build.mutation<void, { ref: string; watched: boolean }>({
      query: (body) => ({ url: 'api/progress/watched', method: POST, body }),
    }),
    demo: build.query<Demo, void>({ query: () => 'api/demo' }),
    torrents: build.query<TorrentEntry[], void>({ query: () => 'api/admin/torrents' }),
    tasks: build.query<Task[], void>({ query: () => 'api/admin/tasks' }),
  }),
});

export const {
  useServerStatusQuery,
  useSetupMutation,
  useLoginMutation,
  useLogoutMutation,
  useLogoutAllMutation,
  useChangePasswordMutation,
  useSessionsQuery,
  useEndSessionMutation,
  useProfilesQuery,
  useAddProfileMutation,
  useChangeProfileMutation,
  useRemoveProfileMutation,
  useSelectProfileMutation,
  useInvitationQuery,
  useAcceptInvitationMutation,
  useInvitationsQuery,
  useInviteMutation,
  useWithdrawInvitationMutation,
  useUsersQuery,
  useChangeUserMutation,
  useResetPasswordMutation,
  useRemoveUserMutation,
  useAuditQuery,
  useHomeQuery,
  useListsQuery,
  useListPageQuery,
  useMovieQuery,
  useShowQuery,
  useSeasonQuery,
  useSearchQuery,
  useStartPlaybackMutation,
  useStreamStatusQuery,
  useProgressQuery,
  useMarkWatchedMutation,
  useDemoQuery,
  useTorrentsQuery,
  useTasksQuery,
} = api;
