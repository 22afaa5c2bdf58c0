/** How a document names the head its author had seen: `size:root`, the root in base64url. */
export function headNamed({ size, root }: { readonly size: number; readonly root: string }): string {
  return `${size}:${root}`
}

/** Undefined for what is no head at all: an author's desk never writes such a thing. */
export function readHead(named: string): { size: number; root: string } | undefined {
  const [, size, root] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(named) ?? []
  return size && root ? { size: Number(size), root } : undefined
}
