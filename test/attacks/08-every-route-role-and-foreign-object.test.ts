/** The attack itself, route by route and role by role, is test/access/matrix.test.ts. Here: nothing gets past it by being new. */
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { features } from '../../src/server/registry.ts'
import { endpoint } from '../../src/shared/endpoint.ts'
import type { Contract } from '../../src/shared/endpoint.ts'
import { roles } from '../../src/shared/roles.ts'
import { endpointsOf, matrix, withoutEntry } from '../access/matrix.ts'

const added = (path: `/api/${string}`, method: 'get' | 'post' = 'get'): { contract: Contract } =>
  ({ contract: { added: endpoint({ method, path, may: 'member', as: 'app', says: 'New.', input: z.object({}), output: z.object({}) }) } })

describe('the matrix of every route, every role and a foreign object', () => {
  it('has an entry for every route that the program answers', () => {
    const known = endpointsOf(features)
    expect(known.length).toBeGreaterThan(60)
    expect(new Set(known.map(([name]) => name)).size).toBe(known.length)
    expect(roles.length).toBeGreaterThan(4)
    expect(withoutEntry(features)).toEqual([])
  })

  it('fails for a new route, and for a known path by another method', () => {
    expect(withoutEntry([...features, added('/api/added/:folder')])).toEqual(['get /api/added/:folder'])
    const [name = ''] = Object.keys(matrix).filter((one) => one.startsWith('get ') && !(one.replace('get', 'post') in matrix))
    const path = name.slice(4) as `/api/${string}`
    expect(withoutEntry([...features, added(path, 'post')])).toEqual([`post ${path}`])
  })
})
