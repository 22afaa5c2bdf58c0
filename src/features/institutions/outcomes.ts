import type { Day } from '../../shared/calendar.ts'
import { foldName } from '../../shared/names.ts'
import type { InstitutionContactWords, InstitutionFollowUp } from './contract.ts'

/** What a row of a spreadsheet may say came of a contact. `none`: nothing that is counted. */
export const outcomes = ['at-once', 'answered', 'promised', 'waiting', 'kept', 'broken', 'refused', 'none'] as const
export type Outcome = (typeof outcomes)[number]

/** As people write it; folded it is one key for both scripts. What may mean that nothing came any more, or that it is awaited, is asked. */
const words: Readonly<Record<Outcome, readonly string[]>> = {
  'at-once': ['odgovoreno odmah', 'odmah', 'odgovorili odmah', 'answered at once', 'at once', 'immediately'],
  answered: ['odgovoreno', 'odgovorili', 'odgovorili su', 'stigao odgovor', 'primljen odgovor', 'dobijen odgovor', 'answered', 'they answered', 'answered later'],
  promised: ['obecano', 'obecali', 'obecali su', 'dogovoreno', 'promised', 'agreed'],
  waiting: ['ceka se', 'ceka se odgovor', 'cekamo', 'cekamo odgovor', 'waiting', 'awaited', 'answer awaited', 'pending'],
  kept: ['odrzano', 'obecanje odrzano', 'ispunjeno', 'obecanje ispunjeno', 'ispunili', 'kept', 'promise kept', 'fulfilled'],
  broken: ['nije odrzano', 'neodrzano', 'obecanje nije odrzano', 'prekrseno', 'nije ispunjeno', 'not kept', 'promise not kept', 'broken', 'promise broken'],
  refused: ['odbijeno', 'odbili', 'odbili su', 'odbijanje', 'refused', 'they refused', 'refusal', 'declined'],
  none: ['-', '–', '/', 'nema', 'nista', 'none'],
}
export const saidOutcomes: ReadonlyMap<string, Outcome> = new Map(outcomes.flatMap((outcome) => words[outcome].map((word) => [foldName(word), outcome] as const)))

type Came = {
  readonly answer: InstitutionContactWords['answer']
  readonly later: Omit<InstitutionFollowUp, 'of'> | null
  /** What is not counted, or how it is, because nobody said when it came. */
  readonly undated?: 'outcome-undated' | 'kept-undated'
}

/** As it would have been written by hand: at once with the contact, later as a note of its day. `on`: empty where it is not known; then no time is made up. */
export function whatCame(outcome: Outcome | undefined, onDay: Day, on: Day | ''): Came {
  const later = (what: InstitutionFollowUp['what']) => ({ what, on, note: '' })
  switch (outcome) {
    case undefined: case 'none': return { answer: null, later: null }
    case 'promised': case 'waiting': return { answer: outcome, later: null }
    case 'at-once': return { answer: 'answered', later: null }
    case 'kept': return { answer: 'promised', later: later(outcome), ...(!on && { undated: 'kept-undated' }) }
    case 'broken': return { answer: 'promised', later: later(outcome) }
    default: {
      if (on && on === onDay) return { answer: outcome, later: null }
      return { answer: null, later: later(outcome), ...(!on && { undated: 'outcome-undated' }) }
    }
  }
}
