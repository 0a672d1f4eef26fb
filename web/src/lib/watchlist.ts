/** Whether a title is on this profile's list, and the way on and off it. */
import { useAddToWatchlistMutation, useRemoveFromWatchlistMutation, useWatchlistRefsQuery } from '@/api';

export function useOnWatchlist(ref: string) {
  const list = useWatchlistRefsQuery();
  const [add, adding] = useAddToWatchlistMutation();
  const [remove, removing] = useRemoveFromWatchlistMutation();
  const isListed = list.data?.refs.includes(ref) ?? false;
  return {
    isListed,
    isBusy: adding.isLoading || removing.isLoading,
    error: adding.error ?? removing.error,
    toggle: () => void (isListed ? remove({ ref }) : add({ ref })),
  };
}
