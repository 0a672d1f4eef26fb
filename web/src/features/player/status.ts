import type { StreamStatus } from '@/api';

/** The state of a stream; what the server leaves out is at its default. */
export type SwarmStatus = Required<StreamStatus>;
