import { Qr } from '../../../desk/ui/qr.tsx'
import { useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import type { PrintedSheet } from '../../../vault/recovery.ts'
import type { RecoveryScheme } from '../../../vault/seal.ts'
import css from './printed-sheets.module.css'
import { recoveryWords } from './words.ts'

type Given = { readonly sheets: readonly PrintedSheet[]; readonly scheme: RecoveryScheme; readonly names: readonly string[] }

/**
 * Each on a page of its own, in quiet words: no name of the house, of a person or of what it is about, because a sheet may be
 * found. Whose it is stands on the screen alone.
 */
export function PrintedSheets({ sheets, scheme, names }: Given) {
  const say = useWords(recoveryWords)
  const locale = useLocale()
  return (
    <div className={css.sheets}>
      {sheets.map(({ number, code, words }, at) => (
        <section key={number} className={css.sheet} data-key="ceremony.sheet">
          <p className={css.whose} data-chrome>{say('print.for', { who: names[at] ?? '' })}</p>
          <h3>{sheets.length > 1 ? say('sheet.number', { number, of: sheets.length }) : say('sheet.one')}</h3>
          <p>{say(`paper.${scheme}`)}</p>
          <div className={css.code}>
            <Qr text={code} label={say('paper.qr', { number })} />
            <output className={css.groups} data-key="ceremony.code">{code.split('-').map((group, place) => <span key={place}>{group}{' '}</span>)}</output>
          </div>
          <p><strong>{words}</strong> · {say('paper.words')}</p>
          <p>{say('paper.keep')}</p>
          <p>{say('paper.made', { day: formatDay(dayOf(new Date()), locale) })}</p>
        </section>
      ))}
    </div>
  )
}
