import writeExcelFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { readCsv } from './csv.ts'
import { readXlsx } from './xlsx.ts'

type Cell = Record<string, unknown> | null
const xlsx = async (rows: readonly (readonly Cell[])[]) => {
  const written = writeExcelFile(rows as never, { sheet: 'Именик' } as never) as unknown as { toBuffer: () => Promise<Buffer> }
  return new Uint8Array(await written.toBuffer())
}
const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('a workbook', () => {
  it('gives its texts, its numbers as they are and its days as days', async () => {
    const { rows, sheet } = await readXlsx(await xlsx([
      [{ value: 'Назив', type: String }, { value: 'Проверено', type: String }, { value: 'Број', type: String }],
      [{ value: 'Đurđa & <sin>', type: String }, { value: new Date(Date.UTC(2016, 2, 12)), type: Date, format: 'dd.mm.yyyy' }, { value: 192, type: Number }],
    ]))
    expect(sheet).toBe('Именик')
    expect(rows).toEqual([['Назив', 'Проверено', 'Број'], ['Đurđa & <sin>', '2016-03-12', '192']])
  })

  it('says the text of a cell drawn over several rows in each of them', async () => {
    const text = (value: string, rowSpan?: number): Cell => ({ value, type: String, ...(rowSpan && { rowSpan }) })
    const { rows, merged } = await readXlsx(await xlsx([[text('Назив'), text('Особа')], [text('ЦСР', 3), text('Ана')], [null, text('Бора')], [null, text('Вера')]]))
    expect(rows.slice(1)).toEqual([['ЦСР', 'Ана'], ['ЦСР', 'Бора'], ['ЦСР', 'Вера']])
    expect([...merged]).toEqual(['2,0', '3,0'])
  })

  it('that is none, is cut off or is another archive is refused, never half read', async () => {
    const whole = await xlsx([[{ value: 'Назив', type: String }]])
    for (const bytes of [whole.slice(0, whole.length - 40), bytesOf('PK\u0003\u0004 nothing'), new Uint8Array(100)]) await expect(readXlsx(bytes)).rejects.toMatchObject({ reason: 'not-a-spreadsheet' })
  })
})

describe('a list with separators', () => {
  it('is read with any of three, quoted or not, over lines', () => {
    for (const separator of [';', ',', '\t']) {
      expect(readCsv(bytesOf(`\uFEFFНазив${separator}"Град"\r\n"Два ""пута""\nред"${separator} Ниш\r\n`)).rows).toEqual([['Назив', 'Град'], ['Два "пута"\nред', 'Ниш']])
    }
  })

  it('in the code page of an old spreadsheet is read in the script it was written in', () => {
    const latin = Uint8Array.of(...'Policija;Ni'.split('').map((one) => one.charCodeAt(0)), 0x9a)
    expect(readCsv(latin).rows).toEqual([['Policija', 'Niš']])
    const cyrillic = Uint8Array.of(0xcf, 0xee, 0xeb, 0xe8, 0xf6, 0xe8, 0xbc, 0xe0, 0x3b, 0xcd, 0xe8, 0xf8)
    expect(readCsv(cyrillic).rows).toEqual([['Полициjа'.replace('j', 'ј'), 'Ниш']])
  })

  it('with zeros in it is no text', () => expect(() => readCsv(Uint8Array.of(65, 0, 66))).toThrow('not-a-spreadsheet'))
})
