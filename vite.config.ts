import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Browsers that have light-dark(), :dir(), field-sizing or a fallback for it, and native <dialog>.
const browsers = ['chrome123', 'edge123', 'firefox121', 'safari17.5', 'ios17.5']

export default defineConfig({
  root: import.meta.dirname + '/src/desk',
  // Served from one origin, and nothing outside the build may be copied in unseen.
  base: '/',
  publicDir: false,
  cacheDir: import.meta.dirname + '/.cache/vite',
  plugins: [react()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  css: { devSourcemap: true },
  build: {
    outDir: import.meta.dirname + '/dist/desk',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: browsers,
    manifest: true,
    // The polyfill would be an inline fetch; data: addresses are not in the content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
})
