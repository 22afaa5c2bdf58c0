/** A code list: data with labels in Serbian Cyrillic (the source of both Serbian ways of writing) and English. */
export type Labels = { readonly cyrl: string; readonly en: string }
type Values = Readonly<Record<string, readonly [cyrl: string, en: string]>>

export type List<Code extends string = string> = {
  readonly id: string
  readonly version: number
  readonly codes: readonly [Code, ...Code[]]
  readonly labels: Readonly<Record<Code, Labels>>
  /** The coming international standard (IC-TIP) has no published code list yet: always empty. */
  readonly icTip: ''
}

export function list<const V extends Values>(id: string, values: V, version = 1): List<keyof V & string> {
  const labels = Object.fromEntries(Object.entries(values).map(([code, [cyrl, en]]) => [code, { cyrl, en }]))
  return { id, version, codes: Object.keys(values) as never, labels: labels as never, icTip: '' }
}
