import { describe, expect, it } from 'vitest'
import { documents, kindOfFile, materials, renamed } from './kinds.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const [pdf, png, zip] = [bytes('%PDF-1.7'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47), Uint8Array.of(0x50, 0x4b, 3, 4)]

describe('the paper of an agreement', () => {
  it('is a document by how it begins, not by what it is called', () => {
    expect(kindOfFile('ugovor.pdf', pdf, 1000, documents)).toEqual({ type: 'application/pdf', name: 'ugovor.pdf' })
    expect(kindOfFile('ugovor.pdf', bytes('<svg onload=…>'), 1000, documents)).toBe('not-taken')
    expect(kindOfFile('ugovor.docx', pdf, 1000, documents)).toBe('not-taken')
    expect(kindOfFile('ugovor.exe', zip, 1000, documents)).toBe('not-taken')
    expect(kindOfFile('ugovor', pdf, 1000, documents)).toBe('not-taken')
  })
  it('is no picture and no presentation', () => {
    expect([kindOfFile('poster.png', png, 1000, documents), kindOfFile('obuka.pptx', zip, 1000, documents)]).toEqual(['not-taken', 'not-taken'])
  })
  it('keeps no path in its name, is not empty, and has a bound', () => {
    expect(kindOfFile('../../etc/ugovor.pdf', pdf, 1000, documents)).toMatchObject({ name: 'ugovor.pdf' })
    expect(kindOfFile('C:\\papiri\\ugovor.pdf', pdf, 1000, documents)).toMatchObject({ name: 'ugovor.pdf' })
    expect(kindOfFile('ugovor.pdf', pdf, 0, documents)).toBe('empty')
    expect(kindOfFile('ugovor.pdf', pdf, 41 * 1024 * 1024, documents)).toBe('too-large')
  })
})

describe('materials', () => {
  it('may be a leaflet, a poster or a presentation', () => {
    expect(kindOfFile('letak.PDF', pdf, 1000, materials)).toMatchObject({ type: 'application/pdf' })
    expect(kindOfFile('poster.png', png, 1000, materials)).toMatchObject({ type: 'image/png' })
    expect(kindOfFile('trg.jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 1000, materials)).toMatchObject({ type: 'image/jpeg' })
    expect(kindOfFile('obuka.pptx', zip, 1000, materials)).toMatchObject({ type: expect.stringContaining('presentation') as string })
  })
  it('are no picture that can carry a script, and none under a name inherited from nowhere', () => {
    expect(kindOfFile('poster.svg', bytes('<svg '), 1000, materials)).toBe('not-taken')
    expect(kindOfFile('poster.constructor', png, 1000, materials)).toBe('not-taken')
  })
})

describe('a name that is written anew', () => {
  it('keeps its ending, written or not, and stays as it was when nothing is written', () => {
    expect(renamed('letak v7.pdf', 'Летак, сајам запошљавања')).toBe('Летак, сајам запошљавања.pdf')
    expect(renamed('letak v7.pdf', 'Летак.PDF ')).toBe('Летак.pdf')
    expect(renamed('letak v7.pdf', 'letak.png')).toBe('letak.png.pdf')
    expect(renamed('letak v7.pdf', '  ')).toBe('letak v7.pdf')
    expect(renamed('letak v7.pdf', '.pdf')).toBe('letak v7.pdf')
  })
  it('is no path, and has a bound', () => {
    expect(renamed('a.pdf', '../b')).toBe('.. b.pdf')
    expect(renamed('a.pdf', 'ж'.repeat(300))).toHaveLength(120)
  })
})
