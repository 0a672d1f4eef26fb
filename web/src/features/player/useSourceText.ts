import type { SourceOut } from '@/api';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { useSourceWords } from '@/ui';

/** A source in a line ("1080p · H.264 · 1.4 GB") and how it is there ("Blender · 32 seeders · Healthy"). */
export function useSourceText(): (source: SourceOut) => { label: string; note: string } {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  const { quality, provider } = useSourceWords();
  return (source) => {
    const size = source.size === null ? '' : bytes(source.size);
    const seeders = source.seeders === null ? '' : t('player.seeders', { count: source.seeders });
    const health =
      source.playable === false ? t('sources.notPlayable') : t(`sources.health.${source.health ?? 'unknown'}`);
    return { label: joined([quality(source), size]), note: joined([provider(source.provider), seeders, health]) };
  };
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
