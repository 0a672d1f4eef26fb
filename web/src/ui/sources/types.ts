/** What the list of sources needs to know; the generated client's shapes fit, the compiler sees to it. */

export interface Reason {
  rule: string;
  effect: 'points' | 'factor' | 'after' | 'out';
  value: number;
  params?: Record<string, string | number | null>;
  text: string;
}

export interface Change {
  what: 'more_seeders' | 'fewer_seeders' | 'without';
  rule?: string | null;
  seeders?: number | null;
  text: string;
}

export interface Source {
  id: string;
  provider: string;
  quality: string | null;
  resolution: string | null;
  codec: string | null;
  bit_depth?: number | null;
  hdr?: string[];
  languages?: string[];
  size: number | null;
  seeders: number | null;
  is_pack?: boolean;
  isDefault: boolean;
  health?: 'server' | 'good' | 'fair' | 'poor' | 'dead' | 'unknown';
  playable?: boolean;
}

export interface Entry {
  source_id: string;
  provider: string;
  rank: number;
  score: number;
  tier: 'first' | 'after' | 'out';
  is_default: boolean;
  hits: Reason[];
  changes: Change[];
}
