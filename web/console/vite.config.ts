import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // The page's content security policy takes no data: URLs for fonts or scripts; files stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
