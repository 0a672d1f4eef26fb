/** A source, and what the rules say of it, in the language of the person. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import type { Change, Reason, Source } from './types';

const CODECS: Record<string, string> = { h264: 'H.264', h265: 'H.265', h266: 'H.266', av1: 'AV1', vp9: 'VP9' };

export function useSourceWords() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const codecOf = (codec: unknown) => CODECS[String(codec).toLowerCase()] ?? String(codec);
  return {
    /** "1080p · H.265 10 bit · HDR10" */
    quality: (source: Source): string => {
      const depth = source.bit_depth && source.bit_depth > 8 ? ` ${source.bit_depth} bit` : '';
      const codec = source.codec === null ? null : codecOf(source.codec) + depth;
      const parts = [source.resolution, codec, ...(source.hdr ?? [])].filter(Boolean);
      return parts.join(' · ') || t('sources.unknownQuality');
    },
    /** Why a rule spoke. One that is newer than these words speaks in the server's. */
    reason: ({ rule, params = {}, text }: Reason): string => {
      const isKnown = !Object.values(params).includes(null);
      const key = `sources.rules.${rule}${isKnown ? '' : '_unknown'}` as 'sources.rules.quality';
      return t(key, {
        ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, said(value)])),
        ...(params['codec'] === undefined ? {} : { codec: codecOf(params['codec']) }),
        ...(params['quality'] === undefined ? {} : { quality: pictureFrom(params['quality']) }),
        defaultValue: text,
      });
    },
    /** Who told of it: a provider is called as it is set up, what this house has from itself in words. */
    provider: (name: string): string => t(`sources.providers.${name as 'added'}`, { defaultValue: name }),
    change: ({ what, rule, seeders, text }: Change): string => {
      const key = `sources.changes.${what === 'without' ? rule : what}` as 'sources.changes.more_seeders';
      return t(key, { seeders: seeders ?? 0, defaultValue: text });
    },
    /** "+12.4" or "× 0.8" */
    effect: ({ effect, value }: Reason): string => {
      if (effect === 'points') return t('sources.points', { points: number(value, 1) });
      if (effect === 'factor') return t('sources.times', { factor: number(value, 2) });
      return effect === 'out' ? t('sources.out') : '';
    },
  };

  function pictureFrom(quality: unknown): string {
    return t(`sources.qualities.${String(quality) as 'web'}`, { defaultValue: String(quality) });
  }

  function said(value: string | number | null): string | number | null {
    return typeof value === 'number' ? number(value, 2) : value;
  }
}
