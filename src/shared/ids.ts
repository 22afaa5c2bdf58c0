import * as z from 'zod/mini'

declare const brand: unique symbol

/** A uuid that names one kind of thing; made by the client, so that a command can be sent twice. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

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

/** Random (version 4) on purpose: a time-ordered id would tell the millisecond of a call. */
export function newId<Kind extends string>(): Id<Kind> {
  return crypto.randomUUID() as Id<Kind>
}
