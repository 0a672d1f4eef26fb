import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import { startTexts } from '@/i18n';
import { startSpatialNavigation } from '@/lib/spatial';

startSpatialNavigation();

beforeEach(async () => {
  localStorage.clear();
  await startTexts('en');
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
