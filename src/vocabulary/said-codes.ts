import { foldName } from '../shared/names.ts'
import { channel, direction } from './contacts.ts'
import type { List } from './list.ts'
import { institutionContactTopic, institutionKind } from './work.ts'

/** Codes as people write them in spreadsheets: by the code, by our own label in any way of writing, and in words they use. Keys are folded names. */
function said<Code extends string>(list: List<Code>, words: Readonly<Record<string, Code>>): ReadonlyMap<string, Code> {
  return new Map<string, Code>([
    ...(Object.entries(words) as [string, Code][]),
    ...list.codes.flatMap((code): [string, Code][] => [[foldName(code), code], [foldName(list.labels[code].cyrl), code], [foldName(list.labels[code].en), code]]),
  ])
}

export const saidKinds = said(institutionKind, {
  'mup': 'police', 'policijska uprava': 'police', 'policijska stanica': 'police', 'tuzilastvo': 'prosecution', 'javno tuzilastvo': 'prosecution', 'csr': 'social_work_centre',
  'socijalni rad': 'social_work_centre', 'centar za zastitu zrtava trgovine ljudima': 'centre', 'bolnica': 'health', 'dom zdravlja': 'health', 'zdravstvena ustanova': 'health',
  'nvo': 'ngo', 'nevladina organizacija': 'ngo', 'udruzenje': 'ngo', 'ambasada': 'embassy_consulate', 'konzulat': 'embassy_consulate', 'embassy': 'embassy_consulate',
  'nsz': 'employment_service', 'inspekcija': 'labour_inspection', 'hospital': 'health', 'osnovna skola': 'school', 'srednja skola': 'school',
})

export const saidTopics = said(institutionContactTopic, {
  'pomoc': 'assistance', 'asistencija': 'assistance', 'pomoc zrtvi': 'assistance', 'pomoc zrtvama': 'assistance', 'pomoc klijentkinji': 'assistance',
  'saradnja s institucijom': 'cooperation', 'umrezavanje': 'cooperation', 'trening': 'training', 'edukacija': 'training', 'seminar': 'training',
  'pravna pomoc': 'legal_matter', 'pravno': 'legal_matter', 'ostalo': 'other', 'razno': 'other',
})

export const saidChannels = said(channel, {
  'tel': 'phone', 'telefonom': 'phone', 'telefonski': 'phone', 'telefonski poziv': 'phone', 'poziv': 'phone', 'phone call': 'phone', 'call': 'phone', 'mejl': 'email', 'imejl': 'email', 'mail': 'email',
  'eposta': 'email', 'e posta': 'email', 'elektronski': 'email', 'sastanak': 'in_person', 'uzivo': 'in_person', 'poseta': 'in_person', 'dolazak': 'in_person', 'meeting': 'in_person', 'visit': 'in_person',
  'dopis': 'letter', 'posta': 'letter', 'pismom': 'letter', 'pismeno': 'letter', 'post': 'letter',
})

export const saidDirections = said(direction, {
  'ulazni': 'in', 'dolazna': 'in', 'ulazna': 'in', 'oni nas': 'in', 'od njih': 'in', 'primljeno': 'in', 'primljen': 'in', 'received': 'in',
  'izlazni': 'out', 'odlazna': 'out', 'izlazna': 'out', 'mi njih': 'out', 'ka njima': 'out', 'poslato': 'out', 'poslat': 'out', 'sent': 'out',
})
