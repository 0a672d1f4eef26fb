/** The server, as hooks and types. The endpoints are generated; `tags.ts` says which answer makes which one stale. */
export * from './generated';
export { api } from './tags';
