import type { SourceOut } from '@/api';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';

/** A source in a line ("1080p · x264 · 1.4 GB") and where it comes from ("Blender · 32 seeders"). */
export function useSourceText(): (source: SourceOut) => { label: string; note: string } {
  const { t } = useTranslation();
  const { bytes } = useFormat();
  return (source) => {
    const seeders = source.seeders === null ? '' : t('player.seeders', { count: source.seeders });
    const size = source.size === null ? '' : bytes(source.size);
    const label = joined([source.resolution ?? '', source.codec ?? '', size]);
    return { label: label === '' ? source.provider : label, note: joined([source.provider, seeders]) };
  };
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
