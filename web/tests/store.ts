import { configureStore } from '@reduxjs/toolkit';
import { baseApi } from '@/api/base';
import { sessionOpened, sessionReducer } from '@/lib/session/slice';

/** The app's store without its listeners; signed in where a session is given. */
export function testStore(session?: object) {
  const store = configureStore({
    reducer: { [baseApi.reducerPath]: baseApi.reducer, session: sessionReducer },
    middleware: (defaults) => defaults().concat(baseApi.middleware),
  });
  if (session) store.dispatch(sessionOpened(session as never));
  return store;
}
