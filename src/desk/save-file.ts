export type Line = readonly (string | number | null)[]

/** With a mark of its encoding, or a spreadsheet reads Cyrillic wrongly; a text that begins like a formula stays a text. */
export async function saveCsv(lines: readonly Line[], fileName: string): Promise<void> {
  const { stringify } = await import('csv-stringify/browser/esm/sync')
  const text = stringify(lines as Line[], { bom: true, escape_formulas: true, record_delimiter: 'windows' })
  save(new Blob([text], { type: 'text/csv;charset=utf-8' }), fileName)
}

export async function saveXlsx(lines: readonly Line[], fileName: string): Promise<void> {
  const { default: writeExcelFile } = await import('write-excel-file/browser')
  const data = lines.map((line) => line.map((value) => ({ value: value ?? '', type: typeof value === 'number' ? Number : String })))
  save(await writeExcelFile(data as never).toBlob(), fileName)
}

export function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
  link.click()
  URL.revokeObjectURL(address)
}
