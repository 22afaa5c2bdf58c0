const zip = [0x50, 0x4b, 0x03, 0x04]
/** What is taken, by its ending and by how it begins: what a file is called proves nothing. Nothing of it is ever shown in the page. */
const kinds = {
  pdf: { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46] },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', begins: zip },
  odt: { type: 'application/vnd.oasis.opendocument.text', begins: zip },
  pptx: { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', begins: zip },
  odp: { type: 'application/vnd.oasis.opendocument.presentation', begins: zip },
  png: { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  jpg: { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  jpeg: { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
} as const
export type Ending = keyof typeof kinds

/** A signed paper. */
export const documents: readonly Ending[] = ['pdf', 'docx', 'odt']
/** Leaflets, posters, presentations. */
export const materials = Object.keys(kinds) as readonly Ending[]

/** 40 MB: a poster for the printer fits. In pieces it is 57 of the 64 that a file may have. */
export const largestFile = 40 * 1024 * 1024
const longestName = 120
export type WrongFile = 'too-large' | 'empty' | 'not-taken'

export function endingOf(name: string): Ending | undefined {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase()
  return ending && Object.hasOwn(kinds, ending) ? (ending as Ending) : undefined
}

export function kindOfFile(name: string, start: Uint8Array, size: number, taken: readonly Ending[]): { readonly type: string; readonly name: string } | WrongFile {
  if (size === 0) return 'empty'
  if (size > largestFile) return 'too-large'
  const ending = endingOf(name)
  if (!ending || !taken.includes(ending) || kinds[ending].begins.some((byte, at) => start[at] !== byte)) return 'not-taken'
  return { type: kinds[ending].type, name: (name.split(/[\\/]/).at(-1) ?? '').slice(-longestName) }
}

/** A name as she writes it; the ending stays, because it says what opens the file. Nothing written: as it was. */
export function renamed(name: string, written: string): string {
  const ending = endingOf(name)
  if (!ending) return name
  const [dotted, plain] = [`.${ending}`, written.replaceAll(/[\\/]/g, ' ').trim()]
  const bare = plain.toLowerCase().endsWith(dotted) ? plain.slice(0, -dotted.length).trim() : plain
  return bare ? bare.slice(0, longestName - dotted.length) + dotted : name
}
