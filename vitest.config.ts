import { defineConfig } from 'vitest/config'

/**
 * Longer flows in a browser, large houses, and trials that kill and starve whole programs: `npm run test:long`. What stays is done within a quarter
 * of an hour on two cores. The way from an empty house to the year's figures, every page, access and the attacks always stay.
 */
const long = [
  'test/flows/{changed-by-two,database-away,explore,found-again,institutions,leaving,ledger,ledger-key,members-change,my-keys,passkeys,past-contacts,prevention,recovery,restricted-client,second-computer,second-step,shell,side-by-side,taken-back,two-records,two-windows}.test.ts',
  'test/program/{kills,nightly-backups,no-room,nodes,places,several-hosts}.test.ts',
  'test/commands/{backup,endure,move,recovery}.test.ts',
  'test/access/lists.test.ts',
  'test/attacks/07-erase-then-restore-an-older-backup.test.ts',
  'src/desk/ui/{controls,gallery}.browser.test.ts',
]
const all = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts']

// Two cores: files run side by side in two processes; every file with a database makes its own.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Polled until it is so: a busy machine is no defect.
    expect: { poll: { timeout: 60_000 } },
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      { extends: true, test: { name: 'short', include: all, exclude: [...long, 'node_modules/**'] } },
      { extends: true, test: { name: 'long', include: long } },
    ],
  },
})
