/** Line drawings on a 20-px grid; always beside a word, never instead of one (but in the phone's bar, with one under it). */
const drawings = {
  way: 'M11.5 4.5h-6v11h6M9 10h7m-3-3 3 3-3 3',
  today: 'M4 5.5h12v11H4zM4 8.5h12M7 3.5v3M13 3.5v3',
  contacts:
    'M6.2 3.5 8 7.2 6.4 8.6a9 9 0 0 0 5 5l1.4-1.6 3.7 1.8v2.4c0 .6-.5 1-1 1C9 17.2 2.8 11 2.8 4.5c0-.6.4-1 1-1z',
  clients: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.6-3 3.2-4.8 6.5-4.8s5.9 1.8 6.5 4.8',
  cases: 'M3 6.5h14v10H3zM7.5 6.5v-2h5v2M3 11h14',
  institutions: 'M3 7.5 10 3.5l7 4zM5 7.5v7M8.3 7.5v7M11.7 7.5v7M15 7.5v7M3 16.5h14',
  prevention: 'M4 8.5v3.5l8 3.5V5zM12 8c2 0 3 1 3 2.2s-1 2.3-3 2.3M6 13v3.5h2V14',
  figures: 'M4 16.5v-5M8 16.5v-9M12 16.5v-6M16 16.5v-12M2.5 16.5h15',
  ledger:
    'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  house: 'M3.5 9.5 10 4l6.5 5.5M5 8.5v8h10v-8M8.5 16.5v-4.5h3v4.5',
  find: 'M8.8 14.1a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6zM12.7 12.7l4 4',
  key: 'M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10.5 10H17v3M14 10v2.5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  more: 'M4 6h12M4 10h12M4 14h12',
  plus: 'M10 4.5v11M4.5 10h11',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
} as const

export type IconName = keyof typeof drawings

export function Icon({ of }: { readonly of: IconName }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={drawings[of]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
