import { StartRefusal } from './database/refusal.ts'

const thisComputer = ['127.0.0.1', 'localhost', '[::1]']
const everywhere = ['0.0.0.0', '::']

type Reached = {
  readonly host: string
  readonly port: number
  /** WAYOUT_ORIGIN. */
  readonly given?: string | undefined
  /** Names in the certificate, when the program speaks TLS itself. */
  readonly certified?: readonly string[] | undefined
}

/** Where browsers reach the program: as it was told, else by what it listens on, else by the first name of its certificate. */
export function originFor({ host, port, given, certified }: Reached): string {
  if (given !== undefined) return checked(given)
  const name = everywhere.includes(host) ? certified?.find((one) => !one.includes('*')) : host
  if (!name) {
    throw new StartRefusal(
      `Wayout cannot know by which name it is reached when it listens on ${host}, and its certificate names none.`,
      'Set WAYOUT_ORIGIN to the address people will open, such as https://house.example.org.',
    )
  }
  return new URL(`${certified ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`).origin
}

function checked(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && thisComputer.includes(url.hostname))
  if (url && secure && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin
  throw new StartRefusal(`WAYOUT_ORIGIN is not an address that browsers can work with: ${given}`, 'It looks like https://house.example.org, with nothing after the name but a port. Over http:// browsers have no cryptography.')
}

/** This computer has three names for itself and each is as good: passkeys need the one that is no number. */
export function originsOf(origin: string | undefined): readonly string[] {
  if (origin === undefined) return []
  const { protocol, hostname, port } = new URL(origin)
  if (!thisComputer.includes(hostname)) return [new URL(origin).origin]
  return thisComputer.map((name) => `${protocol}//${name}${port && `:${port}`}`)
}
