import * as z from 'zod/mini'
import { pathParameters } from '../shared/endpoint.ts'
import type { Endpoint } from '../shared/endpoint.ts'
import type { Feature } from './handlers.ts'

/** OpenAPI 3.1 from the contracts: the one description there is, so it cannot fall behind. */
export function openApi(features: readonly Feature[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const { contract } of features) {
    for (const [name, shape] of Object.entries(contract)) {
      const path = shape.path.replace(/:([A-Za-z]+)/g, '{$1}')
      paths[path] = { ...paths[path], [shape.method]: operation(name, shape) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wayout', version: '1', description: 'Work is counted, people are sealed. Bytes are base64url without padding.' },
    paths,
  }
}

function operation(name: string, shape: Endpoint) {
  const input = z.toJSONSchema(shape.input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, object>; required?: string[] }
  const inPath = pathParameters(shape.path)
  const inQuery = shape.method === 'get' || shape.method === 'delete'
  const rest = Object.entries(input.properties ?? {}).filter(([key]) => !inPath.includes(key))
  const parameter = (key: string, where: string) => ({
    name: key, in: where, required: where === 'path' || (input.required ?? []).includes(key), schema: input.properties?.[key] ?? {},
  })
  return {
    operationId: `${name}:${shape.path}`,
    summary: shape.says,
    'x-may': shape.may,
    'x-as': shape.as,
    parameters: [...inPath.map((key) => parameter(key, 'path')), ...(inQuery ? rest.map(([key]) => parameter(key, 'query')) : [])],
    ...(!inQuery && {
      requestBody: { content: { 'application/json': { schema: { type: 'object', properties: Object.fromEntries(rest), required: (input.required ?? []).filter((key) => !inPath.includes(key)) } } } },
    }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: z.toJSONSchema(shape.output, { unrepresentable: 'any' }) } } },
      default: { description: 'A problem, RFC 9457, with a stable `kind`.', content: { 'application/problem+json': {} } },
    },
  }
}
