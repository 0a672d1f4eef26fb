import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env['MIAUFLIX_API'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': server, '/health': server } },
  preview: { proxy: { '/api': server, '/health': server } },
  build: {
    // Samsung TVs of 2020 run Chromium 69: the syntax is lowered for them, missing APIs are not added.
    target: ['chrome69', 'firefox78', 'safari14'],
    cssTarget: ['chrome69', 'firefox78', 'safari14'],
    // The policy allows no inline script or style; images stay files, too, so that they are cached.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['./tests/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 30_000, // against hanging, on machines that do much else
    pool: 'threads',
  },
});
