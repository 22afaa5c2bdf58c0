import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { stampDesk } from './src/server/desk-build.ts'

// Browsers that have light-dark(), :dir(), field-sizing or a fallback for it, and native <dialog>.
const browsers = ['chrome123', 'edge123', 'firefox121', 'safari17.5', 'ios17.5']

const serviceWorker = 'service-worker.js'

/** Tells the service worker the files of the build it belongs to, and the page which build that is. Its own address never changes; its bytes do with every build. */
function tellServiceWorker(): Plugin {
  return {
    name: 'wayout-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[serviceWorker]
        // The gallery of the components is built by this too, and has none.
        if (!bundle['index.html']) return
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
        const page = bundle['index.html']
        const files = Object.keys(bundle).filter((name) => name === 'index.html' || (name.startsWith('assets/') && !name.endsWith('.map'))).sort().map((name) => `/${name}`)
        const version = createHash('sha256').update(files.join('\n')).update(worker.code).update(page?.type === 'asset' ? page.source : '').digest('hex').slice(0, 16)
        if (page?.type === 'asset') page.source = String(page.source).replace('</head>', `<meta name="wayout-build" content="${version}"></head>`)
        worker.code = `const wayoutBuild=${JSON.stringify({ files, version })};\n${worker.code}`
      },
    },
  }
}

/** The gallery of the components is built elsewhere. */
function stampTheDesk(): Plugin {
  const desk = import.meta.dirname + '/dist/desk'
  return { name: 'wayout-desk-stamp', apply: 'build', writeBundle: ({ dir }) => { if (dir === desk) stampDesk(import.meta.dirname) } }
}

export default defineConfig({
  root: import.meta.dirname + '/src/desk',
  // Served from one origin, and nothing outside the build may be copied in unseen.
  base: '/',
  publicDir: false,
  resolve: { alias: { '@formatjs/icu-skeleton-parser': import.meta.dirname + '/src/desk/no-skeletons.ts' } },
  cacheDir: import.meta.dirname + '/.cache/vite',
  plugins: [react(), tellServiceWorker(), stampTheDesk()],
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
  css: { devSourcemap: true },
  build: {
    outDir: import.meta.dirname + '/dist/desk',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: browsers,
    manifest: true,
    // The polyfill would be an inline fetch; data: addresses are not in the content security policy.
    // Pages that come later are with the service worker already: naming what each needs would only make the first load longer.
    modulePreload: { polyfill: false, resolveDependencies: (_, needed, { hostType }) => (hostType === 'js' ? needed.filter((file) => file.endsWith('.css')) : needed) },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Lists of codes and single components only define something: a page that does not use one need not have it.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(vocabulary\/[^.]+\.ts|desk\/ui\/(?!index)[^./]+\.tsx?)$/, sideEffects: false }] },
      input: { index: import.meta.dirname + '/src/desk/index.html', 'service-worker': import.meta.dirname + '/src/desk/service-worker.ts', 'door-register': import.meta.dirname + '/src/door/browser/register.ts' },
      output: {
        // What Today and most pages share is one script: many small ones are no smaller together, and each costs a request.
        codeSplitting: { groups: [{ name: 'shared', test: /\/src\/desk\/(lead|doing|ui\/(button|layout|icon|status|disclosure|hidden|question|control|loading|notice)[^/]*)\.(tsx?|css)$/ }], includeDependenciesRecursively: false },
        entryFileNames: ({ name }) => (name === 'service-worker' ? serviceWorker : name === 'door-register' ? 'door/register.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
