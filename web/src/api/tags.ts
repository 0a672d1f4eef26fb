/** Which answers belong together: a mutation that invalidates a tag makes every query that provides it ask again. */
import { generatedApi, type ListsApiArg } from './generated';

export const api = generatedApi.enhanceEndpoints({
  addTagTypes: [
    'Titles',
    'Progress',
    'Profiles',
    'Sessions',
    'Users',
    'Invitations',
    'Status',
    'Watchlist',
    'Lists',
    'ListPages',
    'Tasks',
    'Discovery',
    'Ranking',
    'Rows',
    'Keys',
    'Sources',
    'Providers',
    'Trakt',
  ],
  endpoints: {
    status: { providesTags: ['Status'] },
    setup: { invalidatesTags: ['Status'] },
    acceptInvitation: { invalidatesTags: ['Status'] },

    home: { providesTags: ['Titles', 'Progress', 'Lists'] },
    listPage: { providesTags: (_page, _error, { slug }) => ['Titles', { type: 'ListPages', id: slug }] },
    collection: { providesTags: ['Titles'] },
    addTitle: { invalidatesTags: ['Titles', 'Lists'] },
    renameTitle: { invalidatesTags: ['Titles', 'Lists', 'Watchlist', 'Progress'] },
    movie: { providesTags: (_page, _error, { tmdbId }) => ['Titles', { type: 'Sources', id: `movie:${tmdbId}` }] },
    show: { providesTags: ['Titles', 'Progress'] },
    season: {
      providesTags: (page) => [
        'Titles',
        ...(page?.episodes ?? []).map(({ ref }) => ({ type: 'Sources' as const, id: ref })),
      ],
    },

    homeRows: { providesTags: ['Rows', 'Lists'] },
    addHomeRow: { invalidatesTags: ['Lists'] },
    composeHome: { invalidatesTags: ['Rows', 'Titles'] },
    keys: { providesTags: ['Keys'] },
    rotateKeys: { invalidatesTags: ['Keys'] },

    watchlistRefs: { providesTags: ['Watchlist'] },
    watchlist: { providesTags: ['Watchlist'] },
    addToWatchlist: { invalidatesTags: ['Watchlist'] },
    removeFromWatchlist: { invalidatesTags: ['Watchlist'] },

    lists: { providesTags: ['Lists'] },
    listsWith: { providesTags: ['Lists'] },
    addList: { invalidatesTags: ['Lists'] },
    renameList: { invalidatesTags: ofList },
    removeList: {
      invalidatesTags: ['Lists'], // not its page: that is still there, and would ask for what is gone
      onQueryStarted: async ({ slug }, { dispatch, getState, queryFulfilled }) => {
        const gone = await queryFulfilled.then(
          () => true,
          () => false,
        );
        if (!gone) return;
        // Nor may the page of all lists, which comes next, show it from memory.
        const ours = ['Lists' as never]; // what is generated knows of no tags
        for (const { endpointName, originalArgs } of generatedApi.util.selectInvalidatedBy(getState(), ours)) {
          if (endpointName !== 'lists') continue;
          dispatch(
            generatedApi.util.updateQueryData('lists', originalArgs as ListsApiArg, (lists) =>
              lists.filter((one) => one.slug !== slug),
            ),
          );
        }
      },
    },
    putOnList: { invalidatesTags: ofList },
    placeOnList: { invalidatesTags: ofList },
    takeOffList: { invalidatesTags: ofList },

    trakt: { providesTags: ['Trakt'] },
    traktLink: { providesTags: ['Trakt'] },
    linkTrakt: { invalidatesTags: ['Trakt'] },
    unlinkTrakt: { invalidatesTags: ['Trakt'] },

    scheduledTasks: { providesTags: ['Tasks'] },
    discovery: { providesTags: ['Discovery'] },
    runTask: { invalidatesTags: ['Tasks', 'Discovery'] },
    pauseTask: { invalidatesTags: ['Tasks'] },
    resumeTask: { invalidatesTags: ['Tasks'] },

    sourcesOfTitle: { providesTags: (_known, _error, { ref }) => ['Titles', 'Ranking', { type: 'Sources', id: ref }] },
    providers: { providesTags: ['Providers'] },
    putProvider: { invalidatesTags: ['Providers'] },
    deleteProvider: { invalidatesTags: ['Providers'] },
    scoring: { providesTags: ['Ranking'] },
    putScoring: { invalidatesTags: ['Ranking'] },
    blocklist: { providesTags: ['Ranking'] },
    putBlocklist: { invalidatesTags: ['Ranking'] },

    history: { providesTags: ['Progress'] },
    forgetViewing: { invalidatesTags: ['Progress'] },
    forgetTitle: { invalidatesTags: ['Progress'] },
    continueWatching: { providesTags: ['Progress'] },
    progress: { providesTags: ['Progress'] },
    progressOfShow: { providesTags: ['Progress'] },
    nextOfShow: {
      providesTags: (next) => [
        'Titles',
        'Progress',
        ...(next ? [{ type: 'Sources' as const, id: next.episode.ref }] : []),
      ],
    },
    mark: { invalidatesTags: ['Progress'] },
    record: { invalidatesTags: ['Progress'] },

    ownProfiles: { providesTags: ['Profiles'] },
    addProfile: { invalidatesTags: ['Profiles'] },
    changeProfile: { invalidatesTags: ['Profiles'] },
    removeProfile: { invalidatesTags: ['Profiles'] },

    ownSessions: { providesTags: ['Sessions'] },
    endSession: { invalidatesTags: ['Sessions'] },
    changePassword: { invalidatesTags: ['Sessions'] },

    users: { providesTags: ['Users'] },
    changeUser: { invalidatesTags: ['Users'] },
    removeUser: { invalidatesTags: ['Users'] },

    invitations: { providesTags: ['Invitations'] },
    invite: { invalidatesTags: ['Invitations'] },
    withdrawInvitation: { invalidatesTags: ['Invitations'] },
  },
});

function ofList(_answer: unknown, _error: unknown, { slug }: { slug: string }) {
  return ['Lists', { type: 'ListPages', id: slug }] as const;
}
