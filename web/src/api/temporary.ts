/* Stands in for what web/openapi.json does not describe yet, by the names it will have; shrinks to nothing. */
import { generatedApi } from './generated';

export interface Task {
  name: string;
  interval_s: number | null;
  last_result: string | null;
  last_run_at: string | null;
  duration_s: number | null;
  next_run_at: string | null;
}

export const temporaryApi = generatedApi.injectEndpoints({
  endpoints: (build) => ({
    tasks: build.query<Task[], void>({ query: () => '/api/admin/tasks' }),
  }),
});

export const { useTasksQuery } = temporaryApi;
