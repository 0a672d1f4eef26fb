/** The lists a person may change, which of them a title is on, and the ways on and off them. */
import {
  useAddListMutation,
  useListsQuery,
  useListsWithQuery,
  usePutOnListMutation,
  useTakeOffListMutation,
  type ListOut,
} from '@/api';
import { useLanguage } from './session';

/** The profile's own, and for an admin those of the house; `undefined` until they are known. */
export function useOwnLists() {
  const lists = useListsQuery({ lang: useLanguage() });
  return { ...lists, own: lists.data?.filter((list) => list.own) };
}

export function useListsOf(titleRef: string) {
  const { own, error, refetch } = useOwnLists();
  const holding = useListsWithQuery({ ref: titleRef });
  const [put, putting] = usePutOnListMutation();
  const [take, taking] = useTakeOffListMutation();
  const [make, making] = useAddListMutation();
  const isOn = (list: ListOut) => holding.data?.slugs.includes(list.slug) ?? false;
  return {
    lists: holding.data && own,
    loadError: error ?? holding.error,
    retry: () => void Promise.all([refetch(), holding.refetch()]),
    isOn,
    toggle: (list: ListOut) => void (isOn(list) ? take : put)({ slug: list.slug, ref: titleRef }),
    /** A new list with the title on it; false if that was refused. */
    begin: async (name: string) => {
      const made = await make({ listChange: { name } });
      if (made.data === undefined) return false;
      return (await put({ slug: made.data.slug, ref: titleRef })).error === undefined;
    },
    isBusy: putting.isLoading || taking.isLoading || making.isLoading,
    error: making.error ?? putting.error ?? taking.error,
  };
}
