"""Trakt, for profiles that want it: our watch-list, history and progress are the house's own and work without.

A profile links with a code (`linking`); its tokens are sealed and exchanged by one process at a time (`tokens`). What
changes here is noted in the transaction of the change (`outbox`) and told by a job (`sync`) that comes back until
Trakt has heard it, and that takes what has changed there. `rules` decides how two lists become one.
"""
