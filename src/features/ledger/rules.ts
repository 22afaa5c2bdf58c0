/** What is counted of a kind of reading, and how much of it an hour of the busiest work needs. */
const kinds = {
  /** Records opened one by one; the same one again is not counted twice. */
  record: { actions: ['contact.opened', 'client.opened', 'file.opened'], counts: 'sets', allowed: 150, gapSeconds: 20 },
  /** Folders seen in lists; a list looked at again is not counted twice. */
  list: { actions: ['contacts.page', 'recovery.folders-opened', 'glass.listed', 'members.read'], counts: 'folders', allowed: 3000, gapSeconds: 30 },
  /** Segments of cards: ten unlockings of a house with 30,000 cards. */
  cards: { actions: ['cards.segment'], counts: 'entries', allowed: 300, gapSeconds: 5 },
  /** Cards fetched alone because somebody wrote them; the same one again is not counted twice. */
  renewed: { actions: ['cards.renewed'], counts: 'folders', allowed: 1000, gapSeconds: 30 },
  /** Campaigns, events and who gives lessons: no client is in them. The same ones again are not counted twice. */
  prevention: { actions: ['campaigns.page', 'prevention.page', 'event.opened', 'activists.page', 'participants.opened', 'registrations.read'], counts: 'folders', allowed: 3000, gapSeconds: 20 },
  /** The directory, which a desk reads whole; not about clients, but about people. */
  directory: { actions: ['directory.read', 'memoranda.read'], counts: 'entries', allowed: 300, gapSeconds: 5 },
  /** Different pages of five hundred contacts with institutions: twenty years of a busy house. The same page again is not counted twice. */
  institutions: { actions: ['institution-contacts.page', 'institution-contacts.import-read'], counts: 'sets', allowed: 160, gapSeconds: 10 },
  /** The register of authorities' requests: clients are named in it. */
  requests: { actions: ['requests.read'], counts: 'entries', allowed: 120, gapSeconds: 10 },
  /** Pages behind figures. */
  figures: { actions: ['situations.page', 'persons.page', 'events.page', 'figures.records', 'heard.page'], counts: 'entries', allowed: 300, gapSeconds: 20 },
} as const
/**
 * How often the same may be looked at again: only so many entries are looked back at (`my_readings`: 3,000, or 10,000), and repeats must not
 * push what was read before them out of sight.
 */
const looks = { folders: 2500, sets: 8000, entries: Infinity } as const
export type Reading = keyof typeof kinds
export type Readings = { readonly entries: number; readonly sets: number; readonly folders: number; readonly secondsSinceLast: number }

/** Every kind of reading that is counted. */
export const readings = Object.keys(kinds) as readonly Reading[]

export const actionsOf = (kind: Reading): readonly string[] => kinds[kind].actions
export const countsFolders = (kind: Reading): boolean => kinds[kind].counts === 'folders'
/** Readings are counted over one hour. */
export const countedOver = 3600
/** A member who was slowed is told of once in half an hour. */
export const toldAgainAfter = 1800

/**
 * Seconds until the next reading; 0 lets it through. Nobody is ever shut out: beyond what work needs each reading comes
 * after a pause, which grows up to sixfold with how far beyond it is. `timesUsual`: how much more than an ordinary house's work.
 */
export function waitFor(kind: Reading, seen: Readings, timesUsual = 1): number {
  const { counts, gapSeconds, ...bars } = kinds[kind]
  const allowed = bars.allowed * timesUsual
  const beyond = Math.max(seen[counts] - allowed, seen.entries - looks[counts])
  if (beyond < 0) return 0
  const pause = gapSeconds * Math.min(6, 1 + Math.floor((beyond * 4) / allowed))
  return Math.max(0, Math.ceil(pause - seen.secondsSinceLast))
}

/** Seconds after which an entry that waits to be ordered is told of. */
const patience = 10
export const waitsTooLong = (seconds: number): boolean => seconds > patience
