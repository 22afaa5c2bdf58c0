import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod/mini'

const features = join(import.meta.dirname, '../../features')

/** One name in each script that occurs nowhere else in the world; long enough to survive any alignment. */
export function newCanaries(): readonly string[] {
  const tail = () => randomBytes(4).toString('hex')
  return [`Žutokljuna${tail()}`, `Жутокљуна${tail().replace(/[0-9a-f]/g, (digit) => 'абвгдђежзијклљмн'[Number.parseInt(digit, 16)] ?? '')}`]
}

/** Every sealed schema of every contract: what is exported as `…Words`. A new feature's are found without being named here. */
export async function sealedSchemas(): Promise<{ readonly name: string; readonly schema: z.ZodMiniType }[]> {
  const contracts = readdirSync(features).sort().map((feature) => join(features, feature, 'contract.ts')).filter((path) => existsSync(path))
  const found = await Promise.all(contracts.map(async (path) => {
    const exports = (await import(path)) as Record<string, unknown>
    return Object.entries(exports).filter(([name]) => name.endsWith('Words'))
  }))
  return found.flat().map(([name, schema]) => ({ name, schema: schema as z.ZodMiniType }))
}

type Def = {
  readonly type: string; readonly shape?: Record<string, z.ZodMiniType>; readonly element?: z.ZodMiniType; readonly innerType?: z.ZodMiniType
  readonly valueType?: z.ZodMiniType; readonly entries?: Record<string, string>; readonly options?: readonly z.ZodMiniType[]; readonly values?: readonly unknown[]
}

/** A value of this shape with the canary in every place that takes free text; `count` learns how many there were. */
export function filled(schema: z.ZodMiniType, canary: string, count: (fields: number) => void): unknown {
  const def = schema._zod.def as unknown as Def
  const inside = (inner: z.ZodMiniType | undefined) => (inner ? filled(inner, canary, count) : null)
  switch (def.type) {
    case 'string':
    case 'unknown':
    case 'any':
      count(1)
      return canary
    case 'object':
      return Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, value]) => [key, inside(value)]))
    case 'array':
      return [inside(def.element)]
    case 'record':
      return { [canary]: inside(def.valueType) }
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return inside(def.innerType)
    case 'union':
      return inside(def.options?.[0])
    case 'enum':
      return Object.values(def.entries ?? {})[0]
    case 'literal':
      return def.values?.[0]
    case 'number':
      return 1984
    case 'boolean':
      return true
    default:
      throw new Error(`the canary does not know how to fill a ${def.type}`)
  }
}
