import type * as z from 'zod/mini'
import type { Change } from './changes.ts'
import type { Permission } from './roles.ts'

/** `anyone`: before sign-in. `member`: every active member, whatever her roles. */
export type May = Permission | 'anyone' | 'member'

export type Endpoint<
  Input extends z.ZodMiniType = z.ZodMiniType,
  Output extends z.ZodMiniType = z.ZodMiniType,
> = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Hono's form: `/api/contacts/:folder`. */
  readonly path: `/api/${string}`
  /** Who is allowed. There is no default: an endpoint without it does not compile. */
  readonly may: May
  /** Whose eyes its transaction has: `app` sees what her holds open, `stats` the clear codes of schema `count`. */
  readonly as: 'app' | 'stats'
  /** One sentence for the API's own description. */
  readonly says: string
  /** Path parameters, query (get, delete) and body (post, put) together. */
  readonly input: Input
  readonly output: Output
  /** Largest body in bytes; 256 KiB unless told. */
  readonly limit?: number
  /** What other desks hear of once it is committed; `by` is whoever did it. */
  changes?(input: z.output<Input>, said: z.input<Output>, by: string): readonly Change[]
}

export type Contract = Readonly<Record<string, Endpoint>>

export function endpoint<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  shape: Endpoint<Input, Output>,
): Endpoint<Input, Output> {
  return shape
}

export type InputOf<E extends Endpoint> = z.output<E['input']>
export type OutputOf<E extends Endpoint> = z.output<E['output']>
/** What a caller may leave out because the schema has a default for it. */
export type SentTo<E extends Endpoint> = z.input<E['input']>

const placeholder = /:([A-Za-z]+)/g

export function pathParameters(path: string): string[] {
  return [...path.matchAll(placeholder)].map((match) => match[1] ?? '')
}

/** Fills the path and says what is left for query or body. */
export function addressOf(shape: Endpoint, input: Readonly<Record<string, unknown>>) {
  const inPath = pathParameters(shape.path)
  const path = shape.path.replace(placeholder, (_, name: string) => encodeURIComponent(String(input[name])))
  const rest = Object.fromEntries(
    Object.entries(input).filter(([key, value]) => !inPath.includes(key) && value !== undefined),
  )
  if (shape.method === 'post' || shape.method === 'put') return { path, body: rest }
  const query = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]))
  return { path: query.size ? `${path}?${query}` : path, body: undefined }
}
