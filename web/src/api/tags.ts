/** Which answers belong together: a mutation that invalidates a tag makes every query that provides it ask again. */
import { generatedApi } from './generated';

export const api = generatedApi.enhanceEndpoints({
  addTagTypes: ['Titles', 'Progress', 'Profiles', 'Sessions', 'Users', 'Invitations', 'Status'],
  endpoints: {
    status: { providesTags: ['Status'] },
    setup: { invalidatesTags: ['Status'] },
    acceptInvitation: { invalidatesTags: ['Status'] },

    home: { providesTags: ['Titles', 'Progress'] },
    listPage: { providesTags: ['Titles'] },
    movie: { providesTags: ['Titles'] },
    show: { providesTags: ['Titles'] },
    season: { providesTags: ['Titles'] },

    continueWatching: { providesTags: ['Progress'] },
    progress: { providesTags: ['Progress'] },
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
