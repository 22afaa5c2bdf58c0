declare const brand: unique symbol

/** A uuid that names one kind of thing; made by the client, so that a command can be sent twice. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

/** Random (version 4) on purpose: a time-ordered id would tell the millisecond of a call. */
export function newId<Kind extends string>(): Id<Kind> {
  return crypto.randomUUID() as Id<Kind>
}
