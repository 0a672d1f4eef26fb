import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { startTexts } from '@/i18n';
import { startSpatialNavigation } from '@/lib/spatial';

startSpatialNavigation();
configure({ asyncUtilTimeout: 10_000 }); // against hanging: a busy machine stops for a second now and then

beforeEach(async () => {
  localStorage.clear();
  await startTexts('en');
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
