import { baseApi as api } from './base';
const injectedRtkApi = api.injectEndpoints({
  endpoints: (build) => ({
    audit: build.query<AuditApiResponse, AuditApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/audit`,
        params: {
          before: queryArg.before,
          action: queryArg.action,
          severity: queryArg.severity,
          user_id: queryArg.userId,
          limit: queryArg.limit,
        },
      }),
    }),
    blocklist: build.query<BlocklistApiResponse, BlocklistApiArg>({
      query: () => ({ url: `/api/admin/blocklist` }),
    }),
    putBlocklist: build.mutation<PutBlocklistApiResponse, PutBlocklistApiArg>({
      query: (queryArg) => ({ url: `/api/admin/blocklist`, method: 'PUT', body: queryArg.blocklistBody }),
    }),
    discovery: build.query<DiscoveryApiResponse, DiscoveryApiArg>({
      query: () => ({ url: `/api/admin/discovery` }),
    }),
    homeRows: build.query<HomeRowsApiResponse, HomeRowsApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/home-rows`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    addHomeRow: build.mutation<AddHomeRowApiResponse, AddHomeRowApiArg>({
      query: (queryArg) => ({ url: `/api/admin/home-rows`, method: 'POST', body: queryArg.listChange }),
    }),
    composeHome: build.mutation<ComposeHomeApiResponse, ComposeHomeApiArg>({
      query: (queryArg) => ({ url: `/api/admin/home-rows`, method: 'PUT', body: queryArg.rows }),
    }),
    keys: build.query<KeysApiResponse, KeysApiArg>({
      query: () => ({ url: `/api/admin/keys` }),
    }),
    rotateKeys: build.mutation<RotateKeysApiResponse, RotateKeysApiArg>({
      query: () => ({ url: `/api/admin/keys/rotate`, method: 'POST' }),
    }),
    providers: build.query<ProvidersApiResponse, ProvidersApiArg>({
      query: () => ({ url: `/api/admin/providers` }),
    }),
    deleteProvider: build.mutation<DeleteProviderApiResponse, DeleteProviderApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/providers/${encodeURIComponent(String(queryArg.name))}`,
        method: 'DELETE',
      }),
    }),
    putProvider: build.mutation<PutProviderApiResponse, PutProviderApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/providers/${encodeURIComponent(String(queryArg.name))}`,
        method: 'PUT',
        body: queryArg.providerBody,
      }),
    }),
    tryProvider: build.mutation<TryProviderApiResponse, TryProviderApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/providers/${encodeURIComponent(String(queryArg.name))}/test`,
        method: 'POST',
        body: queryArg.body,
      }),
    }),
    scoring: build.query<ScoringApiResponse, ScoringApiArg>({
      query: () => ({ url: `/api/admin/scoring` }),
    }),
    putScoring: build.mutation<PutScoringApiResponse, PutScoringApiArg>({
      query: (queryArg) => ({ url: `/api/admin/scoring`, method: 'PUT', body: queryArg.scoringBody }),
    }),
    houseStatus: build.query<HouseStatusApiResponse, HouseStatusApiArg>({
      query: () => ({ url: `/api/admin/status` }),
    }),
    scheduledTasks: build.query<ScheduledTasksApiResponse, ScheduledTasksApiArg>({
      query: () => ({ url: `/api/admin/tasks` }),
    }),
    pauseTask: build.mutation<PauseTaskApiResponse, PauseTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/tasks/${encodeURIComponent(String(queryArg.name))}/pause`,
        method: 'POST',
      }),
    }),
    resumeTask: build.mutation<ResumeTaskApiResponse, ResumeTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/tasks/${encodeURIComponent(String(queryArg.name))}/resume`,
        method: 'POST',
      }),
    }),
    runTask: build.mutation<RunTaskApiResponse, RunTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/tasks/${encodeURIComponent(String(queryArg.name))}/run`,
        method: 'POST',
      }),
    }),
    addTitle: build.mutation<AddTitleApiResponse, AddTitleApiArg>({
      query: (queryArg) => ({ url: `/api/admin/titles`, method: 'POST', body: queryArg.newTitle }),
    }),
    removeTitle: build.mutation<RemoveTitleApiResponse, RemoveTitleApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/titles/${encodeURIComponent(String(queryArg.ref))}`,
        method: 'DELETE',
      }),
    }),
    renameTitle: build.mutation<RenameTitleApiResponse, RenameTitleApiArg>({
      query: (queryArg) => ({
        url: `/api/admin/titles/${encodeURIComponent(String(queryArg.ref))}`,
        method: 'PATCH',
        body: queryArg.titleChange,
      }),
    }),
    torrents: build.query<TorrentsApiResponse, TorrentsApiArg>({
      query: () => ({ url: `/api/admin/torrents` }),
    }),
    login: build.mutation<LoginApiResponse, LoginApiArg>({
      query: (queryArg) => ({ url: `/api/auth/login`, method: 'POST', body: queryArg.login }),
    }),
    logout: build.mutation<LogoutApiResponse, LogoutApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/logout`,
        method: 'POST',
        cookies: {
          miauflix_refresh: queryArg.miauflixRefresh,
        },
      }),
    }),
    logoutEverywhere: build.mutation<LogoutEverywhereApiResponse, LogoutEverywhereApiArg>({
      query: () => ({ url: `/api/auth/logout-all`, method: 'POST' }),
    }),
    me: build.query<MeApiResponse, MeApiArg>({
      query: () => ({ url: `/api/auth/me` }),
    }),
    changePassword: build.mutation<ChangePasswordApiResponse, ChangePasswordApiArg>({
      query: (queryArg) => ({ url: `/api/auth/password`, method: 'POST', body: queryArg.passwordChange }),
    }),
    refresh: build.mutation<RefreshApiResponse, RefreshApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/refresh`,
        method: 'POST',
        cookies: {
          miauflix_refresh: queryArg.miauflixRefresh,
        },
      }),
    }),
    ownSessions: build.query<OwnSessionsApiResponse, OwnSessionsApiArg>({
      query: () => ({ url: `/api/auth/sessions` }),
    }),
    endSession: build.mutation<EndSessionApiResponse, EndSessionApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/sessions/${encodeURIComponent(String(queryArg.sessionId))}`,
        method: 'DELETE',
      }),
    }),
    setup: build.mutation<SetupApiResponse, SetupApiArg>({
      query: (queryArg) => ({ url: `/api/auth/setup`, method: 'POST', body: queryArg.founding }),
    }),
    continueWatching: build.query<ContinueWatchingApiResponse, ContinueWatchingApiArg>({
      query: (queryArg) => ({
        url: `/api/continue-watching`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    demo: build.query<DemoApiResponse, DemoApiArg>({
      query: () => ({ url: `/api/demo` }),
    }),
    events: build.query<EventsApiResponse, EventsApiArg>({
      query: (queryArg) => ({
        url: `/api/events`,
        params: {
          topics: queryArg.topics,
        },
      }),
    }),
    genres: build.query<GenresApiResponse, GenresApiArg>({
      query: (queryArg) => ({
        url: `/api/genres`,
        params: {
          kind: queryArg.kind,
          lang: queryArg.lang,
        },
      }),
    }),
    forgetTitle: build.mutation<ForgetTitleApiResponse, ForgetTitleApiArg>({
      query: (queryArg) => ({
        url: `/api/history`,
        method: 'DELETE',
        params: {
          title: queryArg.title,
        },
      }),
    }),
    history: build.query<HistoryApiResponse, HistoryApiArg>({
      query: (queryArg) => ({
        url: `/api/history`,
        params: {
          page: queryArg.page,
          page_size: queryArg.pageSize,
          lang: queryArg.lang,
        },
      }),
    }),
    forgetViewing: build.mutation<ForgetViewingApiResponse, ForgetViewingApiArg>({
      query: (queryArg) => ({
        url: `/api/history/${encodeURIComponent(String(queryArg.entryId))}`,
        method: 'DELETE',
      }),
    }),
    home: build.query<HomeApiResponse, HomeApiArg>({
      query: (queryArg) => ({
        url: `/api/home`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    image: build.query<ImageApiResponse, ImageApiArg>({
      query: (queryArg) => ({
        url: `/api/images/${encodeURIComponent(String(queryArg.hash))}/${encodeURIComponent(String(queryArg.width))}`,
        headers: {
          accept: queryArg.accept,
          'if-none-match': queryArg['if-none-match'],
        },
      }),
    }),
    invitations: build.query<InvitationsApiResponse, InvitationsApiArg>({
      query: () => ({ url: `/api/invitations` }),
    }),
    invite: build.mutation<InviteApiResponse, InviteApiArg>({
      query: (queryArg) => ({ url: `/api/invitations`, method: 'POST', body: queryArg.newInvitation }),
    }),
    withdrawInvitation: build.mutation<WithdrawInvitationApiResponse, WithdrawInvitationApiArg>({
      query: (queryArg) => ({
        url: `/api/invitations/${encodeURIComponent(String(queryArg.invitationId))}`,
        method: 'DELETE',
      }),
    }),
    lookAtInvitation: build.query<LookAtInvitationApiResponse, LookAtInvitationApiArg>({
      query: (queryArg) => ({ url: `/api/invitations/${encodeURIComponent(String(queryArg.token))}` }),
    }),
    acceptInvitation: build.mutation<AcceptInvitationApiResponse, AcceptInvitationApiArg>({
      query: (queryArg) => ({
        url: `/api/invitations/${encodeURIComponent(String(queryArg.token))}/accept`,
        method: 'POST',
        body: queryArg.founding,
      }),
    }),
    lists: build.query<ListsApiResponse, ListsApiArg>({
      query: (queryArg) => ({
        url: `/api/lists`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    addList: build.mutation<AddListApiResponse, AddListApiArg>({
      query: (queryArg) => ({ url: `/api/lists`, method: 'POST', body: queryArg.listChange }),
    }),
    listsWith: build.query<ListsWithApiResponse, ListsWithApiArg>({
      query: (queryArg) => ({ url: `/api/lists/with/${encodeURIComponent(String(queryArg.ref))}` }),
    }),
    removeList: build.mutation<RemoveListApiResponse, RemoveListApiArg>({
      query: (queryArg) => ({ url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}`, method: 'DELETE' }),
    }),
    listPage: build.query<ListPageApiResponse, ListPageApiArg>({
      query: (queryArg) => ({
        url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}`,
        params: {
          page: queryArg.page,
          page_size: queryArg.pageSize,
          lang: queryArg.lang,
        },
      }),
    }),
    renameList: build.mutation<RenameListApiResponse, RenameListApiArg>({
      query: (queryArg) => ({
        url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}`,
        method: 'PATCH',
        body: queryArg.listChange,
      }),
    }),
    takeOffList: build.mutation<TakeOffListApiResponse, TakeOffListApiArg>({
      query: (queryArg) => ({
        url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}/items/${encodeURIComponent(String(queryArg.ref))}`,
        method: 'DELETE',
      }),
    }),
    putOnList: build.mutation<PutOnListApiResponse, PutOnListApiArg>({
      query: (queryArg) => ({
        url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}/items/${encodeURIComponent(String(queryArg.ref))}`,
        method: 'PUT',
      }),
    }),
    placeOnList: build.mutation<PlaceOnListApiResponse, PlaceOnListApiArg>({
      query: (queryArg) => ({
        url: `/api/lists/${encodeURIComponent(String(queryArg.slug))}/items/${encodeURIComponent(String(queryArg.ref))}/position`,
        method: 'PUT',
        body: queryArg.listPlace,
      }),
    }),
    movie: build.query<MovieApiResponse, MovieApiArg>({
      query: (queryArg) => ({
        url: `/api/movies/${encodeURIComponent(String(queryArg.tmdbId))}`,
        params: {
          lang: queryArg.lang,
          includeSources: queryArg.includeSources,
          codecs: queryArg.codecs,
          containers: queryArg.containers,
          max_height: queryArg.maxHeight,
          hdr: queryArg.hdr,
          bandwidth_bits_s: queryArg.bandwidthBitsS,
        },
      }),
    }),
    collection: build.query<CollectionApiResponse, CollectionApiArg>({
      query: (queryArg) => ({
        url: `/api/movies/${encodeURIComponent(String(queryArg.tmdbId))}/collection`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    person: build.query<PersonApiResponse, PersonApiArg>({
      query: (queryArg) => ({
        url: `/api/people/${encodeURIComponent(String(queryArg.tmdbId))}`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    start: build.mutation<StartApiResponse, StartApiArg>({
      query: (queryArg) => ({ url: `/api/playback`, method: 'POST', body: queryArg.playbackRequest }),
    }),
    ownProfiles: build.query<OwnProfilesApiResponse, OwnProfilesApiArg>({
      query: () => ({ url: `/api/profiles` }),
    }),
    addProfile: build.mutation<AddProfileApiResponse, AddProfileApiArg>({
      query: (queryArg) => ({ url: `/api/profiles`, method: 'POST', body: queryArg.newProfile }),
    }),
    removeProfile: build.mutation<RemoveProfileApiResponse, RemoveProfileApiArg>({
      query: (queryArg) => ({
        url: `/api/profiles/${encodeURIComponent(String(queryArg.profileId))}`,
        method: 'DELETE',
        body: queryArg.body,
      }),
    }),
    changeProfile: build.mutation<ChangeProfileApiResponse, ChangeProfileApiArg>({
      query: (queryArg) => ({
        url: `/api/profiles/${encodeURIComponent(String(queryArg.profileId))}`,
        method: 'PATCH',
        body: queryArg.profileChange,
      }),
    }),
    selectProfile: build.mutation<SelectProfileApiResponse, SelectProfileApiArg>({
      query: (queryArg) => ({
        url: `/api/profiles/${encodeURIComponent(String(queryArg.profileId))}/select`,
        method: 'POST',
        body: queryArg.body,
      }),
    }),
    progress: build.query<ProgressApiResponse, ProgressApiArg>({
      query: (queryArg) => ({
        url: `/api/progress`,
        params: {
          refs: queryArg.refs,
        },
      }),
    }),
    record: build.mutation<RecordApiResponse, RecordApiArg>({
      query: (queryArg) => ({ url: `/api/progress`, method: 'POST', body: queryArg.positionOf }),
    }),
    progressOfShow: build.query<ProgressOfShowApiResponse, ProgressOfShowApiArg>({
      query: (queryArg) => ({
        url: `/api/progress/episodes`,
        params: {
          show: queryArg.show,
          season: queryArg.season,
        },
      }),
    }),
    mark: build.mutation<MarkApiResponse, MarkApiArg>({
      query: (queryArg) => ({ url: `/api/progress/watched`, method: 'POST', body: queryArg.watchedMark }),
    }),
    recommendations: build.query<RecommendationsApiResponse, RecommendationsApiArg>({
      query: (queryArg) => ({
        url: `/api/recommendations`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    search: build.query<SearchApiResponse, SearchApiArg>({
      query: (queryArg) => ({
        url: `/api/search`,
        params: {
          q: queryArg.q,
          available: queryArg.available,
          merge: queryArg.merge,
          lang: queryArg.lang,
          kind: queryArg.kind,
          genre: queryArg.genre,
          year_from: queryArg.yearFrom,
          year_to: queryArg.yearTo,
          rating: queryArg.rating,
          language: queryArg.language,
          runtime_max: queryArg.runtimeMax,
        },
      }),
    }),
    show: build.query<ShowApiResponse, ShowApiArg>({
      query: (queryArg) => ({
        url: `/api/shows/${encodeURIComponent(String(queryArg.tmdbId))}`,
        params: {
          lang: queryArg.lang,
          includeSources: queryArg.includeSources,
          codecs: queryArg.codecs,
          containers: queryArg.containers,
          max_height: queryArg.maxHeight,
          hdr: queryArg.hdr,
          bandwidth_bits_s: queryArg.bandwidthBitsS,
        },
      }),
    }),
    nextOfShow: build.query<NextOfShowApiResponse, NextOfShowApiArg>({
      query: (queryArg) => ({
        url: `/api/shows/${encodeURIComponent(String(queryArg.tmdbId))}/next`,
        params: {
          lang: queryArg.lang,
        },
      }),
    }),
    season: build.query<SeasonApiResponse, SeasonApiArg>({
      query: (queryArg) => ({
        url: `/api/shows/${encodeURIComponent(String(queryArg.tmdbId))}/seasons/${encodeURIComponent(String(queryArg['number']))}`,
        params: {
          lang: queryArg.lang,
          includeSources: queryArg.includeSources,
          codecs: queryArg.codecs,
          containers: queryArg.containers,
          max_height: queryArg.maxHeight,
          hdr: queryArg.hdr,
          bandwidth_bits_s: queryArg.bandwidthBitsS,
        },
      }),
    }),
    sourcesOfTitle: build.query<SourcesOfTitleApiResponse, SourcesOfTitleApiArg>({
      query: (queryArg) => ({
        url: `/api/sources/${encodeURIComponent(String(queryArg.ref))}`,
        params: {
          codecs: queryArg.codecs,
          containers: queryArg.containers,
          max_height: queryArg.maxHeight,
          hdr: queryArg.hdr,
          bandwidth_bits_s: queryArg.bandwidthBitsS,
        },
      }),
    }),
    searchSources: build.query<SearchSourcesApiResponse, SearchSourcesApiArg>({
      query: (queryArg) => ({
        url: `/api/sources/${encodeURIComponent(String(queryArg.ref))}/search`,
        params: {
          wait_ms: queryArg.waitMs,
          only_if_stale: queryArg.onlyIfStale,
          codecs: queryArg.codecs,
          containers: queryArg.containers,
          max_height: queryArg.maxHeight,
          hdr: queryArg.hdr,
          bandwidth_bits_s: queryArg.bandwidthBitsS,
        },
      }),
    }),
    status: build.query<StatusApiResponse, StatusApiArg>({
      query: () => ({ url: `/api/status` }),
    }),
    streamBySource: build.query<StreamBySourceApiResponse, StreamBySourceApiArg>({
      query: (queryArg) => ({ url: `/api/stream/${encodeURIComponent(String(queryArg.sourceId))}` }),
    }),
    streamByTicket: build.query<StreamByTicketApiResponse, StreamByTicketApiArg>({
      query: (queryArg) => ({ url: `/api/stream/${encodeURIComponent(String(queryArg.ticket))}/file` }),
    }),
    noteProgress: build.mutation<NoteProgressApiResponse, NoteProgressApiArg>({
      query: (queryArg) => ({
        url: `/api/stream/${encodeURIComponent(String(queryArg.ticket))}/progress`,
        method: 'POST',
        body: queryArg.position,
      }),
    }),
    streamStatus: build.query<StreamStatusApiResponse, StreamStatusApiArg>({
      query: (queryArg) => ({ url: `/api/stream/${encodeURIComponent(String(queryArg.ticket))}/status` }),
    }),
    unlinkTrakt: build.mutation<UnlinkTraktApiResponse, UnlinkTraktApiArg>({
      query: () => ({ url: `/api/trakt`, method: 'DELETE' }),
    }),
    trakt: build.query<TraktApiResponse, TraktApiArg>({
      query: () => ({ url: `/api/trakt` }),
    }),
    traktLink: build.query<TraktLinkApiResponse, TraktLinkApiArg>({
      query: () => ({ url: `/api/trakt/link` }),
    }),
    linkTrakt: build.mutation<LinkTraktApiResponse, LinkTraktApiArg>({
      query: () => ({ url: `/api/trakt/link`, method: 'POST' }),
    }),
    users: build.query<UsersApiResponse, UsersApiArg>({
      query: () => ({ url: `/api/users` }),
    }),
    removeUser: build.mutation<RemoveUserApiResponse, RemoveUserApiArg>({
      query: (queryArg) => ({
        url: `/api/users/${encodeURIComponent(String(queryArg.userId))}`,
        method: 'DELETE',
      }),
    }),
    changeUser: build.mutation<ChangeUserApiResponse, ChangeUserApiArg>({
      query: (queryArg) => ({
        url: `/api/users/${encodeURIComponent(String(queryArg.userId))}`,
        method: 'PATCH',
        body: queryArg.userChange,
      }),
    }),
    resetPassword: build.mutation<ResetPasswordApiResponse, ResetPasswordApiArg>({
      query: (queryArg) => ({
        url: `/api/users/${encodeURIComponent(String(queryArg.userId))}/password`,
        method: 'POST',
        body: queryArg.passwordReset,
      }),
    }),
    watchlist: build.query<WatchlistApiResponse, WatchlistApiArg>({
      query: (queryArg) => ({
        url: `/api/watchlist`,
        params: {
          page: queryArg.page,
          page_size: queryArg.pageSize,
          lang: queryArg.lang,
        },
      }),
    }),
    watchlistRefs: build.query<WatchlistRefsApiResponse, WatchlistRefsApiArg>({
      query: () => ({ url: `/api/watchlist/refs` }),
    }),
    removeFromWatchlist: build.mutation<RemoveFromWatchlistApiResponse, RemoveFromWatchlistApiArg>({
      query: (queryArg) => ({
        url: `/api/watchlist/${encodeURIComponent(String(queryArg.ref))}`,
        method: 'DELETE',
      }),
    }),
    addToWatchlist: build.mutation<AddToWatchlistApiResponse, AddToWatchlistApiArg>({
      query: (queryArg) => ({ url: `/api/watchlist/${encodeURIComponent(String(queryArg.ref))}`, method: 'PUT' }),
    }),
    health: build.query<HealthApiResponse, HealthApiArg>({
      query: () => ({ url: `/health` }),
    }),
    ready: build.query<ReadyApiResponse, ReadyApiArg>({
      query: () => ({ url: `/readyz` }),
    }),
  }),
  overrideExisting: false,
});
export { injectedRtkApi as generatedApi };
export type AuditApiResponse = /** status 200 Successful Response */ AuditPage;
export type AuditApiArg = {
  /** `next` of the page before */
  before?: string | null;
  action?: string | null;
  severity?: ('info' | 'warning' | 'critical') | null;
  userId?: string | null;
  limit?: number;
};
export type BlocklistApiResponse = /** status 200 Successful Response */ BlocklistBody;
export type BlocklistApiArg = void;
export type PutBlocklistApiResponse = /** status 200 Successful Response */ BlocklistBody;
export type PutBlocklistApiArg = {
  blocklistBody: BlocklistBody;
};
export type DiscoveryApiResponse = /** status 200 Successful Response */ DiscoveryOut;
export type DiscoveryApiArg = void;
export type HomeRowsApiResponse = /** status 200 Successful Response */ HomeRowOut[];
export type HomeRowsApiArg = {
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type AddHomeRowApiResponse = /** status 201 Successful Response */ ListOut;
export type AddHomeRowApiArg = {
  listChange: ListChange;
};
export type ComposeHomeApiResponse = unknown;
export type ComposeHomeApiArg = {
  rows: HomeRow[];
};
export type KeysApiResponse = /** status 200 Successful Response */ KeysOut;
export type KeysApiArg = void;
export type RotateKeysApiResponse = /** status 202 Successful Response */ KeysOut;
export type RotateKeysApiArg = void;
export type ProvidersApiResponse = /** status 200 Successful Response */ ProviderOut[];
export type ProvidersApiArg = void;
export type DeleteProviderApiResponse = unknown;
export type DeleteProviderApiArg = {
  /** yts, torznab, and torznab-2 for a second one of that kind */
  name: string;
};
export type PutProviderApiResponse = /** status 200 Successful Response */ ProviderOut;
export type PutProviderApiArg = {
  /** yts, torznab, and torznab-2 for a second one of that kind */
  name: string;
  providerBody: ProviderBodyWrite;
};
export type TryProviderApiResponse = /** status 200 Successful Response */ ProviderTest;
export type TryProviderApiArg = {
  /** yts, torznab, and torznab-2 for a second one of that kind */
  name: string;
  body: ProviderBodyWrite | null;
};
export type ScoringApiResponse = /** status 200 Successful Response */ ScoringBody;
export type ScoringApiArg = void;
export type PutScoringApiResponse = /** status 200 Successful Response */ ScoringBody;
export type PutScoringApiArg = {
  scoringBody: ScoringBody;
};
export type HouseStatusApiResponse = /** status 200 Successful Response */ HouseStatus;
export type HouseStatusApiArg = void;
export type ScheduledTasksApiResponse = /** status 200 Successful Response */ TaskOut[];
export type ScheduledTasksApiArg = void;
export type PauseTaskApiResponse = unknown;
export type PauseTaskApiArg = {
  name: string;
};
export type ResumeTaskApiResponse = unknown;
export type ResumeTaskApiArg = {
  name: string;
};
export type RunTaskApiResponse = /** status 202 Successful Response */ any;
export type RunTaskApiArg = {
  name: string;
};
export type AddTitleApiResponse = /** status 201 Successful Response */ AddedTitle;
export type AddTitleApiArg = {
  newTitle: NewTitle;
};
export type RemoveTitleApiResponse = unknown;
export type RemoveTitleApiArg = {
  ref: string;
};
export type RenameTitleApiResponse = unknown;
export type RenameTitleApiArg = {
  ref: string;
  titleChange: TitleChange;
};
export type TorrentsApiResponse = /** status 200 Successful Response */ HeldTorrent[];
export type TorrentsApiArg = void;
export type LoginApiResponse = /** status 200 Successful Response */ Session;
export type LoginApiArg = {
  login: LoginWrite;
};
export type LogoutApiResponse = unknown;
export type LogoutApiArg = {
  miauflixRefresh?: string | null;
};
export type LogoutEverywhereApiResponse = unknown;
export type LogoutEverywhereApiArg = void;
export type MeApiResponse = /** status 200 Successful Response */ Me;
export type MeApiArg = void;
export type ChangePasswordApiResponse = unknown;
export type ChangePasswordApiArg = {
  passwordChange: PasswordChangeWrite;
};
export type RefreshApiResponse = /** status 200 Successful Response */ Session;
export type RefreshApiArg = {
  miauflixRefresh?: string | null;
};
export type OwnSessionsApiResponse = /** status 200 Successful Response */ OpenSession[];
export type OwnSessionsApiArg = void;
export type EndSessionApiResponse = unknown;
export type EndSessionApiArg = {
  sessionId: string;
};
export type SetupApiResponse = /** status 201 Successful Response */ Session;
export type SetupApiArg = {
  founding: FoundingWrite;
};
export type ContinueWatchingApiResponse = /** status 200 Successful Response */ ContinueItem[];
export type ContinueWatchingApiArg = {
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type DemoApiResponse = /** status 200 Successful Response */ Demo;
export type DemoApiArg = void;
export type EventsApiResponse = /** status 200 Successful Response */ string;
export type EventsApiArg = {
  /** Separated by commas; left out: all */
  topics?: string;
};
export type GenresApiResponse = /** status 200 Successful Response */ GenreOut[];
export type GenresApiArg = {
  kind?: ('movie' | 'show') | null;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type ForgetTitleApiResponse = unknown;
export type ForgetTitleApiArg = {
  /** movie:<id> or show:<id> */
  title: string;
};
export type HistoryApiResponse = /** status 200 Successful Response */ HistoryPage;
export type HistoryApiArg = {
  /** Counts from 1 */
  page?: number;
  /** Items on a page */
  pageSize?: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type ForgetViewingApiResponse = unknown;
export type ForgetViewingApiArg = {
  entryId: string;
};
export type HomeApiResponse = /** status 200 Successful Response */ Home;
export type HomeApiArg = {
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type ImageApiResponse = /** status 200 Successful Response */ Blob;
export type ImageApiArg = {
  hash: string;
  width: number;
  accept?: string;
  'if-none-match'?: string;
};
export type InvitationsApiResponse = /** status 200 Successful Response */ Invitation[];
export type InvitationsApiArg = void;
export type InviteApiResponse = /** status 201 Successful Response */ MadeInvitation;
export type InviteApiArg = {
  newInvitation: NewInvitation;
};
export type WithdrawInvitationApiResponse = unknown;
export type WithdrawInvitationApiArg = {
  invitationId: string;
};
export type LookAtInvitationApiResponse = /** status 200 Successful Response */ InvitationTerms;
export type LookAtInvitationApiArg = {
  token: string;
};
export type AcceptInvitationApiResponse = /** status 201 Successful Response */ Session;
export type AcceptInvitationApiArg = {
  token: string;
  founding: FoundingWrite;
};
export type ListsApiResponse = /** status 200 Successful Response */ ListOut[];
export type ListsApiArg = {
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type AddListApiResponse = /** status 201 Successful Response */ ListOut;
export type AddListApiArg = {
  listChange: ListChange;
};
export type ListsWithApiResponse = /** status 200 Successful Response */ ListsWith;
export type ListsWithApiArg = {
  /** movie:<id> or show:<id> */
  ref: string;
};
export type RemoveListApiResponse = unknown;
export type RemoveListApiArg = {
  slug: string;
};
export type ListPageApiResponse = /** status 200 Successful Response */ ListPage;
export type ListPageApiArg = {
  slug: string;
  /** Counts from 1 */
  page?: number;
  /** Items on a page */
  pageSize?: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type RenameListApiResponse = unknown;
export type RenameListApiArg = {
  slug: string;
  listChange: ListChange;
};
export type TakeOffListApiResponse = unknown;
export type TakeOffListApiArg = {
  slug: string;
  /** movie:<id> or show:<id> */
  ref: string;
};
export type PutOnListApiResponse = unknown;
export type PutOnListApiArg = {
  slug: string;
  /** movie:<id> or show:<id> */
  ref: string;
};
export type PlaceOnListApiResponse = unknown;
export type PlaceOnListApiArg = {
  slug: string;
  /** movie:<id> or show:<id> */
  ref: string;
  listPlace: ListPlace;
};
export type MovieApiResponse = /** status 200 Successful Response */ MovieOut;
export type MovieApiArg = {
  tmdbId: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
  includeSources?: boolean;
  /** What the device decodes, as h264 or h265:10; left out, a browser with H.264 */
  codecs?: string[] | null;
  /** File endings it opens; left out: any */
  containers?: string[] | null;
  /** Lines of its screen */
  maxHeight?: number | null;
  /** It shows HDR */
  hdr?: boolean;
  bandwidthBitsS?: number | null;
};
export type CollectionApiResponse = /** status 200 Successful Response */ CollectionPage;
export type CollectionApiArg = {
  tmdbId: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type PersonApiResponse = /** status 200 Successful Response */ PersonPage;
export type PersonApiArg = {
  tmdbId: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type StartApiResponse = /** status 200 Successful Response */ PlaybackStarted;
export type StartApiArg = {
  playbackRequest: PlaybackRequest;
};
export type OwnProfilesApiResponse = /** status 200 Successful Response */ Profile[];
export type OwnProfilesApiArg = void;
export type AddProfileApiResponse = /** status 201 Successful Response */ Profile;
export type AddProfileApiArg = {
  newProfile: NewProfileWrite;
};
export type RemoveProfileApiResponse = unknown;
export type RemoveProfileApiArg = {
  profileId: string;
  body: ProfileProofWrite | null;
};
export type ChangeProfileApiResponse = /** status 200 Successful Response */ Profile;
export type ChangeProfileApiArg = {
  profileId: string;
  profileChange: ProfileChangeWrite;
};
export type SelectProfileApiResponse = /** status 200 Successful Response */ Session;
export type SelectProfileApiArg = {
  profileId: string;
  body: SelectionWrite | null;
};
export type ProgressApiResponse = /** status 200 Successful Response */ ProgressList;
export type ProgressApiArg = {
  refs: string;
};
export type RecordApiResponse = unknown;
export type RecordApiArg = {
  positionOf: PositionOf;
};
export type ProgressOfShowApiResponse = /** status 200 Successful Response */ ProgressList;
export type ProgressOfShowApiArg = {
  /** TMDB id */
  show: number;
  season?: number | null;
};
export type MarkApiResponse = unknown;
export type MarkApiArg = {
  watchedMark: WatchedMark;
};
export type RecommendationsApiResponse = /** status 200 Successful Response */ RecommendationRow[];
export type RecommendationsApiArg = {
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type SearchApiResponse = /** status 200 Successful Response */ SearchResult;
export type SearchApiArg = {
  /** Two characters at least */
  q: string;
  /** Only titles with a source, or only those without */
  available?: boolean | null;
  /** Ask TMDB too, which takes up to three seconds */
  merge?: boolean;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
  kind?: ('movie' | 'show') | null;
  /** TMDB's id of a genre, or its name */
  genre?: string | null;
  yearFrom?: number | null;
  yearTo?: number | null;
  /** At least this */
  rating?: number | null;
  /** Original language, ISO 639-1, as ja */
  language?: string | null;
  /** Minutes */
  runtimeMax?: number | null;
};
export type ShowApiResponse = /** status 200 Successful Response */ ShowOut;
export type ShowApiArg = {
  tmdbId: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
  includeSources?: boolean;
  /** What the device decodes, as h264 or h265:10; left out, a browser with H.264 */
  codecs?: string[] | null;
  /** File endings it opens; left out: any */
  containers?: string[] | null;
  /** Lines of its screen */
  maxHeight?: number | null;
  /** It shows HDR */
  hdr?: boolean;
  bandwidthBitsS?: number | null;
};
export type NextOfShowApiResponse = /** status 200 Successful Response */ NextUpOut | null;
export type NextOfShowApiArg = {
  tmdbId: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type SeasonApiResponse = /** status 200 Successful Response */ SeasonPage;
export type SeasonApiArg = {
  tmdbId: number;
  number: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
  includeSources?: boolean;
  /** What the device decodes, as h264 or h265:10; left out, a browser with H.264 */
  codecs?: string[] | null;
  /** File endings it opens; left out: any */
  containers?: string[] | null;
  /** Lines of its screen */
  maxHeight?: number | null;
  /** It shows HDR */
  hdr?: boolean;
  bandwidthBitsS?: number | null;
};
export type SourcesOfTitleApiResponse = /** status 200 Successful Response */ KnownSources;
export type SourcesOfTitleApiArg = {
  ref: string;
  /** What the device decodes, as h264 or h265:10; left out, a browser with H.264 */
  codecs?: string[] | null;
  /** File endings it opens; left out: any */
  containers?: string[] | null;
  /** Lines of its screen */
  maxHeight?: number | null;
  /** It shows HDR */
  hdr?: boolean;
  bandwidthBitsS?: number | null;
};
export type SearchSourcesApiResponse = /** status 200 Successful Response */ SearchedSources;
export type SearchSourcesApiArg = {
  ref: string;
  /** How long to wait; left out, as long as the house is set to */
  waitMs?: number | null;
  /** Ask nobody where a search was made a while ago that is still good */
  onlyIfStale?: boolean;
  /** What the device decodes, as h264 or h265:10; left out, a browser with H.264 */
  codecs?: string[] | null;
  /** File endings it opens; left out: any */
  containers?: string[] | null;
  /** Lines of its screen */
  maxHeight?: number | null;
  /** It shows HDR */
  hdr?: boolean;
  bandwidthBitsS?: number | null;
};
export type StatusApiResponse = /** status 200 Successful Response */ Status;
export type StatusApiArg = void;
export type StreamBySourceApiResponse = unknown;
export type StreamBySourceApiArg = {
  sourceId: string;
};
export type StreamByTicketApiResponse = unknown;
export type StreamByTicketApiArg = {
  ticket: string;
};
export type NoteProgressApiResponse = unknown;
export type NoteProgressApiArg = {
  ticket: string;
  position: Position;
};
export type StreamStatusApiResponse = /** status 200 Successful Response */ StreamStatus;
export type StreamStatusApiArg = {
  ticket: string;
};
export type UnlinkTraktApiResponse = unknown;
export type UnlinkTraktApiArg = void;
export type TraktApiResponse = /** status 200 Successful Response */ TraktOut;
export type TraktApiArg = void;
export type TraktLinkApiResponse = /** status 200 Successful Response */ TraktLinkOut;
export type TraktLinkApiArg = void;
export type LinkTraktApiResponse = /** status 201 Successful Response */ TraktLinkOut;
export type LinkTraktApiArg = void;
export type UsersApiResponse = /** status 200 Successful Response */ User[];
export type UsersApiArg = void;
export type RemoveUserApiResponse = unknown;
export type RemoveUserApiArg = {
  userId: string;
};
export type ChangeUserApiResponse = /** status 200 Successful Response */ User;
export type ChangeUserApiArg = {
  userId: string;
  userChange: UserChange;
};
export type ResetPasswordApiResponse = unknown;
export type ResetPasswordApiArg = {
  userId: string;
  passwordReset: PasswordResetWrite;
};
export type WatchlistApiResponse = /** status 200 Successful Response */ WatchlistPage;
export type WatchlistApiArg = {
  /** Counts from 1 */
  page?: number;
  /** Items on a page */
  pageSize?: number;
  /** BCP 47, as en, pt-BR or zh-Hant */
  lang?: string;
};
export type WatchlistRefsApiResponse = /** status 200 Successful Response */ WatchlistRefs;
export type WatchlistRefsApiArg = void;
export type RemoveFromWatchlistApiResponse = unknown;
export type RemoveFromWatchlistApiArg = {
  /** movie:<id> or show:<id> */
  ref: string;
};
export type AddToWatchlistApiResponse = unknown;
export type AddToWatchlistApiArg = {
  /** movie:<id> or show:<id> */
  ref: string;
};
export type HealthApiResponse = /** status 200 Successful Response */ Health;
export type HealthApiArg = void;
export type ReadyApiResponse = /** status 200 Successful Response */ Readiness;
export type ReadyApiArg = void;
export type AuditEntry = {
  action: string;
  address: string | null;
  at: string;
  details: {
    [key: string]: any;
  };
  id: string;
  resource: string | null;
  severity: 'info' | 'warning' | 'critical';
  user_agent: string | null;
  user_email: string | null;
  user_id: string | null;
};
export type AuditPage = {
  items: AuditEntry[];
  next: string | null;
};
export type ValidationError = {
  ctx?: object;
  input?: any;
  loc: (string | number)[];
  msg: string;
  type: string;
};
export type HttpValidationError = {
  detail?: ValidationError[];
};
export type BlocklistBody = {
  groups?: string[];
};
export type SaidPart = {
  code: string;
  values: {
    [key: string]: string | number | number | SaidPart[];
  };
};
export type DiscoveryOut = {
  /** Torrents that nobody lists or knows any more */
  dead: number;
  /** Those whose .torrent file is here */
  files: number;
  files_due: number;
  files_last_hour: number;
  /** False: DISABLE_DISCOVERY stops the search for titles */
  is_searching: boolean;
  /** Why nothing may leave, when the guard is closed, in English */
  paused: string | null;
  /** The same as sentences by code, for other languages */
  paused_said: SaidPart[] | null;
  scrapes_last_hour: number;
  searches_last_hour: number;
  swarms_due: number;
  /** Those whose seeders are known; unknown is not 0 */
  swarms_known: number;
  /** Films and episodes in the queue */
  titles: number;
  titles_due: number;
  /** Those whose last search found something */
  titles_found: number;
  /** Torrents that are known and not dead */
  torrents: number;
};
export type HomeRowOut = {
  kind: string;
  name: string;
  slug: string;
  total: number;
  visible: boolean;
};
export type ListOut = {
  genre_id?: number | null;
  kind: 'movie' | 'show' | 'mixed';
  name: string;
  /** Made by an admin for everybody */
  of_house?: boolean;
  /** Who asks can rename, fill and remove it */
  own?: boolean;
  slug: string;
  total: number;
  /** Among the rows of the home page */
  visible?: boolean;
};
export type ListChange = {
  name: string;
};
export type HomeRow = {
  slug: string;
  visible: boolean;
};
export type RotationOut = {
  /** Fields that opened with no key; they are left as they are */
  damaged: number;
  /** Rows sealed anew */
  done: number;
  finished_at: string | null;
  started_at: string;
  total: number;
};
export type KeysOut = {
  /** Ids of keys that still read, until everything is sealed anew */
  older: string[];
  /** Where the key comes from; one from the environment is changed there */
  origin: 'file' | 'environment' | 'passphrase';
  rotation: RotationOut | null;
  since: string | null;
  /** Id of the key that everything is sealed with now */
  writing: string;
};
export type ProviderOut = {
  /** Without what may be a key in it */
  base_url: string | null;
  can: ('movies' | 'episodes' | 'torrents')[];
  /** What went wrong last, in English */
  detail: string | null;
  /** How long its last answer took */
  elapsed_ms: number | null;
  enabled: boolean;
  has_api_key: boolean;
  kind: string;
  last_failed_at: string | null;
  last_ok_at: string | null;
  name: string;
  needs_key: 'none' | 'optional' | 'required';
  /** Who set it up: an admin, the environment, nobody because it is free, or nobody */
  origin: 'settings' | 'environment' | 'built_in' | 'none';
  /** It is left alone until then */
  retry_at: string | null;
  /** The same as sentences by code, for other languages */
  said: SaidPart[] | null;
  state: 'off' | 'untried' | 'ok' | 'failing' | 'resting';
  /** Its base_url may be a folder of the server, as file:///folder */
  takes_folders: boolean;
  title: string;
  trouble: ('blocked' | 'auth_failed' | 'rate_limited' | 'malformed' | 'timed_out' | 'unavailable') | null;
};
export type ProviderBody = {
  base_url?: string | null;
  enabled?: boolean;
};
export type ProviderBodyWrite = {
  api_key?: string | null;
  base_url?: string | null;
  enabled?: boolean;
};
export type ProviderTest = {
  /** What went wrong, in English */
  detail: string;
  elapsed_ms: number;
  kind: ('blocked' | 'auth_failed' | 'rate_limited' | 'malformed' | 'timed_out' | 'unavailable') | null;
  ok: boolean;
  /** The same as sentences by code, for other languages */
  said: SaidPart[] | null;
  /** What it says of itself */
  sample: string | null;
  /** The same by code, where the words are ours */
  sample_said: SaidPart[] | null;
};
export type ScoringBody = {
  /** Where nobody could be asked */
  assumed_seeders?: number;
  burnt_in_subs?: number;
  /** With no languages given, the viewer's own counts */
  follows_viewer?: boolean;
  /** Any of them will do */
  languages?: string[];
  /** The factor of a swarm that gives next to nothing */
  least_starved?: number;
  max_episode_gb?: number | null;
  max_movie_gb?: number | null;
  other_language?: number;
  preferred_episode?: string[];
  /** First among equals */
  preferred_movie?: string[];
  proper?: number;
  /** The one wished for */
  resolution?: ('480p' | '720p' | '1080p' | '2160p') | null;
  /** What one seeder gives */
  seeder_bits_s?: number;
  /** For each step below it */
  step_down?: number;
  /** For each step above it, or above what the device shows */
  step_up?: number;
  three_d?: number;
  /** Above the limit of size, or more than the link carries */
  too_large?: number;
};
export type Problem = {
  code: string;
  fix: string;
  message: string;
  severity: 'info' | 'warning' | 'error';
  /** What the message is made with, for other languages; what was said itself by code */
  values: {
    [key: string]: string | number | number | SaidPart[];
  };
};
export type HouseStatus = {
  problems: Problem[];
};
export type TaskOut = {
  every_s: number;
  /** The process that ran it last: host, process number, a mark of its start */
  holder: string | null;
  last_duration_s: number | null;
  last_ok: boolean | null;
  /** One line in English: what was done, or what went wrong */
  last_result: string | null;
  last_started_at: string | null;
  name: string;
  next_run_at: string;
  paused: boolean;
  running: boolean;
  /** The same as sentences by code, for other languages */
  said: SaidPart[] | null;
};
export type AddedTitle = {
  ref: string;
};
export type NewTitle = {
  magnet?: string | null;
  /** A .torrent file in base64 */
  torrent?: string | null;
};
export type TitleChange = {
  name: string;
};
export type HeldTorrent = {
  disk_bytes: number;
  download_rate_bytes_s: number;
  /** In the swarm right now */
  is_attached: boolean;
  key: string;
  /** The title people know it by */
  name: string | null;
  peers_connected: number;
  /** 0 to 1, of the whole torrent */
  progress: number;
  readers: number;
  /** The first playable it is a source of */
  ref: string | null;
  size_bytes: number | null;
  stage: string | null;
  upload_rate_bytes_s: number;
};
export type Profile = {
  avatar: 'cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey';
  has_pin: boolean;
  id: string;
  /** In which titles and descriptions are read; menus are each device's own */
  language: string;
  name: string;
};
export type User = {
  created_at: string;
  disabled: boolean;
  email: string;
  id: string;
  name: string;
  role: 'admin' | 'user' | 'guest';
};
export type Session = {
  access_token: string;
  /** Seconds the access token is good for */
  expires_in: number;
  profile: Profile | null;
  token_type?: 'bearer';
  user: User;
};
export type Login = {
  email: string;
};
export type LoginWrite = {
  email: string;
  password: string;
};
export type Me = {
  profile: Profile | null;
  user: User;
};
export type PasswordChange = {};
export type PasswordChangeWrite = {
  current_password: string;
  new_password: string;
};
export type OpenSession = {
  address: string;
  created_at: string;
  current: boolean;
  id: string;
  last_used_at: string;
  user_agent: string;
};
export type Founding = {
  email: string;
  name?: string | null;
};
export type FoundingWrite = {
  email: string;
  name?: string | null;
  password: string;
};
export type PictureOut = {
  height: number;
  /** Blurred preview, base64 (https://evanw.github.io/thumbhash) */
  thumbhash: string;
  url: string;
  width: number;
};
export type EpisodeOut = {
  air_date?: string | null;
  available?: boolean;
  /** standard, finale, mid_season … */
  episode_type?: string | null;
  number: number;
  overview: string;
  rating?: number | null;
  ref: string;
  runtime_min: number | null;
  season: number;
  still: PictureOut | null;
  title: string;
};
export type TitleCard = {
  /** At least one source is known */
  available?: boolean;
  backdrop: PictureOut | null;
  genres: string[];
  kind: 'movie' | 'show';
  overview: string;
  poster: PictureOut | null;
  rating: number | null;
  /** movie:<id>, or show:<id> for a show, which plays by its episodes */
  ref: string;
  runtime_min: number | null;
  title: string;
  tmdb_id: number;
  year: number | null;
};
export type ContinueItem = {
  /** 0 when nobody knows yet how long it takes */
  duration_s: number;
  episode: EpisodeOut | null;
  position_s: number;
  ref: string;
  title: TitleCard;
};
export type DemoFilm = {
  /** How much of it is made, 100 when it can be played */
  percent: number;
  ref: string;
  stage: 'waiting' | 'making' | 'ready' | 'failed';
  title: string;
  /** The same by language, as far as it has others */
  titles: {
    [key: string]: string;
  };
};
export type Demo = {
  active: boolean;
  films: DemoFilm[];
  ready: number;
  total: number;
};
export type GenreOut = {
  id: number;
  kind: 'movie' | 'show';
  /** The list of its best known titles, which may not be filled yet */
  list_slug: string;
  name: string;
};
export type HistoryItem = {
  episode: EpisodeOut | null;
  id: string;
  origin: 'here' | 'trakt';
  ref: string;
  title: TitleCard | null;
  watched_at: string;
};
export type HistoryPage = {
  items: HistoryItem[];
  page: number;
  page_size: number;
  total: number;
};
export type RecommendationRow = {
  because: TitleCard;
  items: TitleCard[];
};
export type Row = {
  items: TitleCard[];
  name: string;
  slug: string;
  total: number;
};
export type Home = {
  continue_watching: ContinueItem[];
  hero: TitleCard | null;
  /** Because you watched; the rest is at its own address */
  recommendations: RecommendationRow[];
  rows: Row[];
};
export type Invitation = {
  created_at: string;
  expires_at: string;
  id: string;
  role: 'admin' | 'user' | 'guest';
  used_at?: string | null;
  used_by_email?: string | null;
};
export type MadeInvitation = {
  created_at: string;
  expires_at: string;
  id: string;
  role: 'admin' | 'user' | 'guest';
  token: string;
  url: string;
  used_at?: string | null;
  used_by_email?: string | null;
};
export type NewInvitation = {
  expires_in_hours?: number;
  role?: 'admin' | 'user' | 'guest';
};
export type InvitationTerms = {
  expires_at: string;
  role: 'admin' | 'user' | 'guest';
};
export type ListsWith = {
  slugs: string[];
};
export type ListPage = {
  items: TitleCard[];
  name: string;
  page: number;
  page_size: number;
  slug: string;
  total: number;
};
export type ListPlace = {
  /** From 1, the first, to as many titles as the list has */
  position: number;
};
export type CastOut = {
  character: string;
  name: string;
  person_id: number;
  picture: PictureOut | null;
};
export type CollectionOut = {
  id: number;
  name: string;
};
export type CrewOut = {
  job: string;
  name: string;
  person_id: number;
  picture: PictureOut | null;
};
export type NextEpisode = {
  air_date: string | null;
  name: string;
  number: number;
  season: number;
};
export type SearchPartOut = {
  /** What went wrong, in English */
  detail: string | null;
  elapsed_ms: number | null;
  /** Releases it added, or knew more of, that nobody else had told of before */
  fresh: number;
  kind: ('blocked' | 'auth_failed' | 'rate_limited' | 'malformed' | 'timed_out' | 'unavailable') | null;
  offered: number;
  provider: string;
  /** Of those offered, how many were something else than what was asked for */
  rejected: number;
  retry_at: string | null;
  /** The same as sentences by code, for other languages */
  said: SaidPart[] | null;
  state: 'asking' | 'found' | 'nothing' | 'failed';
  /** 0: it was not asked: it is left alone after failing, or its turn did not come */
  tries: number;
};
export type SearchOut = {
  found: number;
  /** Nothing was found now: the sources shown are from earlier searches */
  is_stale: boolean;
  /** Of those found, how many were not known before */
  new: number;
  providers: SearchPartOut[];
  ref: string;
  started_at: string;
  state: 'running' | 'done';
};
export type Reason = {
  /** points: the base; factor: times (or, below 0, divided by) `value`; after: ranks behind every source without one; out: plays only when chosen by hand */
  effect: 'points' | 'factor' | 'after' | 'out';
  params?: {
    [key: string]: string | number | number | null;
  };
  rule: string;
  text: string;
  value: number;
};
export type SourceOut = {
  bit_depth?: number | null;
  codec: string | null;
  hdr?: string[];
  /** Whether the swarm can keep up with the film */
  health?: 'server' | 'good' | 'fair' | 'poor' | 'dead' | 'unknown';
  id: string;
  /** This one plays when none is named */
  isDefault: boolean;
  /** One file of a torrent that holds more */
  is_pack?: boolean;
  /** BCP 47, spoken; empty when the release does not say */
  languages?: string[];
  leechers?: number | null;
  /** The device decodes it as it is */
  playable?: boolean;
  provider: string;
  published_at?: string | null;
  /** Where the picture came from: web, bluray, tv, cam … */
  quality: string | null;
  /** What speaks for and against it, the base rule left out */
  reasons?: Reason[];
  resolution: string | null;
  score: number;
  /** Null when nobody could be asked, which is not 0 */
  seeders: number | null;
  /** Bytes */
  size: number | null;
};
export type Trailer = {
  /** What names the video at that site */
  key: string;
  name: string;
  /** YouTube, Vimeo … */
  site: string;
};
export type MovieOut = {
  attribution: string | null;
  /** The same by code, where the words are ours */
  attribution_said: SaidPart[] | null;
  /** At least one source is known */
  available?: boolean;
  backdrop: PictureOut | null;
  budget: number | null;
  cast?: CastOut[];
  /** In the reader's country, as far as the language tells it; else US */
  certification: string | null;
  collection: CollectionOut | null;
  countries: string[];
  crew?: CrewOut[];
  episode_run_times: number[];
  genres: string[];
  homepage: string | null;
  imdb_id: string | null;
  in_production: boolean | null;
  /** Admins may rename and remove it */
  is_added_by_hand?: boolean;
  kind: 'movie' | 'show';
  next_episode: NextEpisode | null;
  original_language: string | null;
  original_name: string | null;
  original_title: string | null;
  overview: string;
  poster: PictureOut | null;
  rating: number | null;
  /** movie:<id>, or show:<id> for a show, which plays by its episodes */
  ref: string;
  release_date: string | null;
  revenue: number | null;
  runtime_min: number | null;
  /** With includeSources: the search that runs, or ran last */
  search?: SearchOut | null;
  sources?: SourceOut[] | null;
  status: string | null;
  tagline: string;
  title: string;
  tmdb_id: number;
  trailers: Trailer[];
  vote_count: number;
  year: number | null;
};
export type CollectionPage = {
  /** As they were released, the film that was asked for among them */
  films: TitleCard[];
  id: number;
  name: string;
};
export type PersonPage = {
  biography: string | null;
  birthplace: string | null;
  born: string | null;
  died: string | null;
  known_for: string | null;
  name: string;
  picture: PictureOut | null;
  titles: TitleCard[];
  tmdb_id: number;
};
export type PlaybackStarted = {
  content_type: string;
  decision: 'direct' | 'remux' | 'transcode' | 'unsupported';
  duration_s?: number | null;
  expires_at: string;
  name: string;
  /** The episode that follows, if there is one */
  next?: string | null;
  reason: string;
  ref: string;
  resume_at_s?: number;
  size_bytes: number | null;
  source_id: string;
  ticket: string;
  /** GET it with or without Range; it needs no header */
  url: string;
};
export type PlaybackRequest = {
  /** What the player decodes; left out, a browser with H.264 and AAC is assumed */
  device?: {
    [key: string]: any;
  } | null;
  /** Left out, the best known source plays */
  source_id?: string | null;
  title: string;
};
export type NewProfile = {
  avatar?: 'cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey';
  language?: string;
  name: string;
};
export type NewProfileWrite = {
  avatar?: 'cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey';
  language?: string;
  name: string;
  pin?: string | null;
};
export type ProfileProof = {};
export type ProfileProofWrite = {
  current_pin?: string | null;
  password?: string | null;
};
export type ProfileChange = {
  avatar?: ('cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey') | null;
  language?: string | null;
  name?: string | null;
};
export type ProfileChangeWrite = {
  avatar?: ('cat-amber' | 'cat-blue' | 'cat-rose' | 'cat-green' | 'cat-violet' | 'cat-grey') | null;
  current_pin?: string | null;
  language?: string | null;
  name?: string | null;
  password?: string | null;
  /** null removes it; left out, it stays */
  pin?: string | null;
};
export type Selection = {};
export type SelectionWrite = {
  pin?: string | null;
};
export type ProgressOut = {
  duration_s: number;
  position_s: number;
  ref: string;
  resume_at_s: number;
  updated_at: string;
  watched: boolean;
};
export type ProgressList = {
  items: ProgressOut[];
};
export type PositionOf = {
  duration_s: number;
  position_s: number;
  ref: string;
  /** `stopped` when the page closes or the film ends */
  state?: 'playing' | 'paused' | 'stopped';
};
export type WatchedMark = {
  ref: string;
  watched: boolean;
};
export type GenreHit = {
  id: number;
  kind: 'movie' | 'show';
  name: string;
};
export type PersonHit = {
  known_for: string | null;
  name: string;
  picture: PictureOut | null;
  tmdb_id: number;
};
export type SearchResult = {
  /** The query as it was understood, where nothing matched as it was typed and a letter was forgiven */
  corrected: string | null;
  genres: GenreHit[];
  items: TitleCard[];
  people: PersonHit[];
  /** merged: TMDB was asked too, and answered in time */
  source: 'local' | 'merged';
};
export type SeasonWithProgress = {
  air_date?: string | null;
  /** As TMDB counts; what is stored may be less */
  episode_count: number;
  name: string;
  number: number;
  overview?: string;
  poster?: PictureOut | null;
  /** So many of its episodes the profile has watched */
  watched_count: number;
};
export type ShowOut = {
  attribution: string | null;
  /** The same by code, where the words are ours */
  attribution_said: SaidPart[] | null;
  /** At least one source is known */
  available?: boolean;
  backdrop: PictureOut | null;
  budget: number | null;
  cast?: CastOut[];
  /** In the reader's country, as far as the language tells it; else US */
  certification: string | null;
  collection: CollectionOut | null;
  countries: string[];
  crew?: CrewOut[];
  episode_run_times: number[];
  genres: string[];
  homepage: string | null;
  imdb_id: string | null;
  in_production: boolean | null;
  kind: 'movie' | 'show';
  next_episode: NextEpisode | null;
  original_language: string | null;
  original_name: string | null;
  original_title: string | null;
  overview: string;
  poster: PictureOut | null;
  rating: number | null;
  /** movie:<id>, or show:<id> for a show, which plays by its episodes */
  ref: string;
  release_date: string | null;
  revenue: number | null;
  runtime_min: number | null;
  /** With includeSources: of the episode that plays next */
  search?: SearchOut | null;
  seasons: SeasonWithProgress[];
  /** With includeSources=true: by the reference of the episode, best first */
  sources?: {
    [key: string]: SourceOut[];
  } | null;
  status: string | null;
  tagline: string;
  title: string;
  tmdb_id: number;
  trailers: Trailer[];
  vote_count: number;
  year: number | null;
};
export type NextUpOut = {
  duration_s: number;
  episode: EpisodeOut;
  has_aired: boolean;
  position_s: number;
  /** left in the middle, next after the last one watched, first not seen, or all seen */
  why: 'resume' | 'next' | 'first' | 'again';
};
export type EpisodeWithSources = {
  air_date?: string | null;
  available?: boolean;
  /** standard, finale, mid_season … */
  episode_type?: string | null;
  number: number;
  overview: string;
  rating?: number | null;
  ref: string;
  runtime_min: number | null;
  season: number;
  sources?: SourceOut[] | null;
  still: PictureOut | null;
  title: string;
};
export type SeasonPage = {
  episodes: EpisodeWithSources[];
  name: string;
  number: number;
  overview: string;
  /** With includeSources: of the episode that plays next */
  search?: SearchOut | null;
};
export type DeviceOut = {
  bandwidth_bits_s: number | null;
  codecs: string[];
  containers: string[] | null;
  hdr: boolean;
  max_height: number | null;
};
export type ChangeOut = {
  rule?: string | null;
  seeders?: number | null;
  text: string;
  what: 'more_seeders' | 'fewer_seeders' | 'without';
};
export type LedgerEntry = {
  changes: ChangeOut[];
  hits: Reason[];
  is_default: boolean;
  provider: string;
  rank: number;
  score: number;
  source_id: string;
  tier: 'first' | 'after' | 'out';
};
export type LedgerOut = {
  device: DeviceOut;
  duration_s: number | null;
  entries: LedgerEntry[];
  language: string | null;
  /** The source that plays when none is named */
  winner: string | null;
};
export type KnownSources = {
  /** Providers listed these earlier, and the last search found nothing */
  is_stale: boolean;
  items: SourceOut[];
  ledger: LedgerOut;
  /** When a provider listed one of them last */
  listed_at: string | null;
  /** The one that runs, or the last since the server started: here is found what an event was missed of */
  search: SearchOut | null;
};
export type SearchedSources = {
  items: SourceOut[];
  /** Null with `only_if_stale`, when nobody had to be asked */
  search: SearchOut | null;
};
export type Status = {
  demo: boolean;
  setup_required: boolean;
  version: string;
};
export type Position = {
  duration_s: number;
  position_s: number;
  /** `stopped` when the page closes or the film ends */
  state?: 'playing' | 'paused' | 'stopped';
};
export type StreamStatus = {
  buffered_percent?: number;
  download_rate_bytes_s?: number;
  /** Byte ranges of the file that are here */
  fetched?: [number, number][];
  peers_connected?: number;
  peers_known?: number;
  reason?: string | null;
  size_bytes?: number | null;
  stage: 'paused' | 'metadata' | 'finding_peers' | 'connecting' | 'buffering' | 'ready';
};
export type TraktOut = {
  /** False: the operator has to set TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET */
  configured: boolean;
  how_to_configure: string | null;
  linked: boolean;
  linked_at: string | null;
  /** A code waits to be typed; GET /api/trakt/link has it */
  pending: boolean;
  synced_at: string | null;
  /** What keeps the two apart right now, for people */
  trouble: string | null;
  username: string | null;
};
export type TraktLinkOut = {
  expires_at?: string | null;
  /** Seconds after which the state may have changed */
  interval?: number | null;
  state: 'none' | 'pending' | 'linked' | 'broken' | 'expired' | 'denied' | 'failed';
  user_code?: string | null;
  verification_url?: string | null;
  verification_url_complete?: string | null;
};
export type UserChange = {
  disabled?: boolean | null;
  name?: string | null;
  role?: ('admin' | 'user' | 'guest') | null;
};
export type PasswordReset = {};
export type PasswordResetWrite = {
  new_password: string;
};
export type WatchlistPage = {
  items: TitleCard[];
  page: number;
  page_size: number;
  total: number;
};
export type WatchlistRefs = {
  refs: string[];
};
export type Health = {
  status?: 'ok';
};
export type Readiness = {
  ready: boolean;
  reasons: string[];
};
export const {
  useAuditQuery,
  useBlocklistQuery,
  usePutBlocklistMutation,
  useDiscoveryQuery,
  useHomeRowsQuery,
  useAddHomeRowMutation,
  useComposeHomeMutation,
  useKeysQuery,
  useRotateKeysMutation,
  useProvidersQuery,
  useDeleteProviderMutation,
  usePutProviderMutation,
  useTryProviderMutation,
  useScoringQuery,
  usePutScoringMutation,
  useHouseStatusQuery,
  useScheduledTasksQuery,
  usePauseTaskMutation,
  useResumeTaskMutation,
  useRunTaskMutation,
  useAddTitleMutation,
  useRemoveTitleMutation,
  useRenameTitleMutation,
  useTorrentsQuery,
  useLoginMutation,
  useLogoutMutation,
  useLogoutEverywhereMutation,
  useMeQuery,
  useChangePasswordMutation,
  useRefreshMutation,
  useOwnSessionsQuery,
  useEndSessionMutation,
  useSetupMutation,
  useContinueWatchingQuery,
  useDemoQuery,
  useEventsQuery,
  useGenresQuery,
  useForgetTitleMutation,
  useHistoryQuery,
  useForgetViewingMutation,
  useHomeQuery,
  useImageQuery,
  useInvitationsQuery,
  useInviteMutation,
  useWithdrawInvitationMutation,
  useLookAtInvitationQuery,
  useAcceptInvitationMutation,
  useListsQuery,
  useAddListMutation,
  useListsWithQuery,
  useRemoveListMutation,
  useListPageQuery,
  useRenameListMutation,
  useTakeOffListMutation,
  usePutOnListMutation,
  usePlaceOnListMutation,
  useMovieQuery,
  useCollectionQuery,
  usePersonQuery,
  useStartMutation,
  useOwnProfilesQuery,
  useAddProfileMutation,
  useRemoveProfileMutation,
  useChangeProfileMutation,
  useSelectProfileMutation,
  useProgressQuery,
  useRecordMutation,
  useProgressOfShowQuery,
  useMarkMutation,
  useRecommendationsQuery,
  useSearchQuery,
  useShowQuery,
  useNextOfShowQuery,
  useSeasonQuery,
  useSourcesOfTitleQuery,
  useSearchSourcesQuery,
  useStatusQuery,
  useStreamBySourceQuery,
  useStreamByTicketQuery,
  useNoteProgressMutation,
  useStreamStatusQuery,
  useUnlinkTraktMutation,
  useTraktQuery,
  useTraktLinkQuery,
  useLinkTraktMutation,
  useUsersQuery,
  useRemoveUserMutation,
  useChangeUserMutation,
  useResetPasswordMutation,
  useWatchlistQuery,
  useWatchlistRefsQuery,
  useRemoveFromWatchlistMutation,
  useAddToWatchlistMutation,
  useHealthQuery,
  useReadyQuery,
} = injectedRtkApi;
