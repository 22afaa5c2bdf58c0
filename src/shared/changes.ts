/**
 * What happened to which record, as other desks hear of it: kinds and ids, never a word. `folder` decides who hears: only
 * who holds it. Without one everybody hears, or the one member whom `id` names;
 * of clients and calls only whose work they are.
 */
export type Change =
  | { readonly kind: 'contact' | 'hand-over'; readonly id: string; readonly folder: string }
  /** `card`: the few words she is found by. `client`: anything else of hers. */
  | { readonly kind: 'card' | 'client'; readonly id: string; readonly folder: string }
  | { readonly kind: 'campaign' | 'event' | 'activist'; readonly id: string; readonly folder: string }
  | { readonly kind: 'directory' | 'memorandum' | 'request'; readonly id: string; readonly folder: string }
  /** `restricted`: who may find this client has changed, or under which record; a desk that may no longer drops her card. */
  | { readonly kind: 'restricted'; readonly id: string }
  /** `glass`: somebody asks to open a restricted record, or one was opened or closed. */
  | { readonly kind: 'presence' | 'glass' }
  /** Who works here, in which teams and as what, and who is awaited. */
  | { readonly kind: 'house' }
  | { readonly kind: 'member'; readonly id: string }

/** What a desk is told. `mine`: it was I, here or on another device. */
export type Heard = { readonly kind: Change['kind']; readonly id?: string; readonly mine: boolean }
