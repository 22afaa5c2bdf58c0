import * as z from 'zod/mini'
import type { Id } from './new-id.ts'

export { newId } from './new-id.ts'
export type { Id } from './new-id.ts'

export type MemberId = Id<'member'>
export type TeamId = Id<'team'>
export type LineId = Id<'line'>
export type FolderId = Id<'folder'>
export type ClientId = Id<'client'>
export type RecordId = Id<'record'>

const uuid = z.uuid()
const idOf = <Kind extends string>() => uuid as unknown as z.ZodMiniType<Id<Kind>, Id<Kind>>

export const memberId = idOf<'member'>()
export const teamId = idOf<'team'>()
export const lineId = idOf<'line'>()
export const folderId = idOf<'folder'>()
export const clientId = idOf<'client'>()
export const recordId = idOf<'record'>()
