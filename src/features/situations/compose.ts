import { dayOf } from '../../shared/calendar.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId, TeamId } from '../../shared/ids.ts'
import type { NewFolder } from '../../vault/seal.ts'
import type { Vault } from '../../vault/vault.ts'
import { iloEleven } from '../../vocabulary/index.ts'
import type { CardWords } from '../clients/contract.ts'
import type { AccountWords, situations } from './contract.ts'
import { exploitedRsOf, ofPerson, scopeOf, yearOfReport } from './draft.ts'
import type { PersonInReport, ReportDraft } from './draft.ts'

export type Report = SentTo<typeof situations.report>
type Places = { readonly finders: TeamId; readonly caseManagement: TeamId; readonly coordination: TeamId }
/** One of them is a restricted client: the account is for those named for her, as it tells of her too. */
type Closed = { readonly like: string; readonly named: readonly string[] }
type StoryFor = (person: PersonInReport) => Promise<{ readonly folder: FolderId; readonly newFolder: NewFolder | null }>

/** One situation, its facts once, and each person's own coarse codes and events in her own story. */
export async function composeReport(draft: ReportDraft, vault: Pick<Vault, 'makeFolder' | 'sealDoc'>, places: Places, storyFor: StoryFor, report: FolderId | null, now: Date, closed?: Closed): Promise<Report> {
  const today = dayOf(now)
  const newFolder = await vault.makeFolder('account', closed?.named ?? [places.caseManagement, places.coordination], today, closed && { like: closed.like })
  const doc = await vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'account/1' }, accountOf(draft, report))
  const newClients = await Promise.all(draft.people.filter((person) => person.isNew).map((person) => cardFor(person, vault, places.finders, today)))
  const people = await Promise.all(draft.people.map(async (person) => {
    const { folder, newFolder: story } = await storyFor(person)
    const [client, month, hers] = [person.client, today.slice(0, 7), ofPerson(draft, person)]
    const status = hers.status === 'none' ? null : hers.status
    return {
      client, story, storyDoc: null, eventFolder: folder,
      person: {
        folder, client, sex: hers.sex ?? 'not_asked', form: draft.form ?? 'not_asked', citizenRs: hers.citizenRs ?? 'not_asked',
        exploitedRs: exploitedRsOf(hers.exploitedRs, draft.exploitedIn),
      } as const,
      event: status ? { id: newId<'record'>(), client, status, decidedBy: 'ngo' as const, month, minor: hers.minor ?? 'not_asked', report } : null,
      centre: hers.toCentre ? { id: newId<'record'>(), client, step: 'reported' as const, outcome: 'pending' as const, month } : null,
    }
  }))
  const year = yearOfReport(draft, today)
  if (year === 'wrong') throw new RangeError('a year that cannot be')
  return { folder: newFolder.id, year, form: draft.form ?? 'not_asked', scope: scopeOf(draft), persons: draft.people.length, newFolder, doc, newClients, people }
}

function accountOf(draft: ReportDraft, report: FolderId | null): AccountWords {
  const asked = Object.keys(draft.answers).length > 0
  return {
    report, account: draft.account, countries: { recruitment: [...draft.recruitedIn], transit: [...draft.transit], exploitation: [...draft.exploitedIn] },
    forms: [...draft.details], sector: draft.sector ?? 'not_asked', placeType: draft.placeType ?? 'not_asked', places: draft.places, acts: [...draft.acts], means: [...draft.means],
    control: [...draft.control], recruitment: draft.recruitmentMethod ?? 'not_asked', recruiterRelation: draft.recruiterRelation ?? 'not_asked',
    duration: draft.duration ?? 'not_asked', source: draft.source ?? 'not_asked', certainty: draft.certainty ?? 'not_asked',
    persons: draft.people.map((person) => {
      const { status, minor } = ofPerson(draft, person)
      return { client: person.client, status: status === null || status === 'none' ? 'not_asked' : status, minor: minor ?? 'not_asked' }
    }),
    screening: asked ? { list: iloEleven.id, version: String(iloEleven.version), answers: { ...draft.answers } } : null,
  }
}

async function cardFor(person: PersonInReport, vault: Pick<Vault, 'makeFolder' | 'sealDoc'>, finders: TeamId, today: string): Promise<Report['newClients'][number]> {
  const card = await vault.makeFolder('card', [finders], today)
  const words: CardWords = {
    code: person.code, names: person.name ? [person.name] : [], aliases: [], phones: [], town: '',
    safe: { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' }, agreed: { text: '', on: '', by: null }, lastDay: today,
  }
  return { id: person.client, card, doc: await vault.sealDoc({ folder: card.id, id: newId(), version: 1, schema: 'card/1' }, words) }
}
