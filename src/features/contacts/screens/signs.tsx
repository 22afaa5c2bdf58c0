import { Choice, Disclosure, Notice, Stack, useLocale, useWords } from '../../../desk/ui/index.ts'
import { written } from '../../../shared/words.ts'
import { coverage, iloEleven } from '../../../vocabulary/index.ts'
import { contactWords } from './words.ts'

type Given = { readonly answers: Readonly<Record<string, string>>; readonly onAnswers: (answers: Record<string, string>) => void; readonly open?: boolean }

/** The eleven indicators, each to be skipped. Says how many were asked, and never what somebody is. */
export function Signs({ answers, onAnswers, open }: Given) {
  const say = useWords(contactWords)
  const locale = useLocale()
  const { asked, of, present, says } = coverage(answers)
  const put = (code: string, value: string | null) => {
    const { [code]: _, ...rest } = answers
    onAnswers(value === null ? rest : { ...rest, [code]: value })
  }
  return (
    <Disclosure name="contact.signs" summary={say('signs')} aside={say('signs.asked', { asked, of })} {...(open !== undefined && { open })}>
      <Stack>
        <p>{say('signs.why')}</p>
        {iloEleven.codes.map((code) => (
          <Choice key={code} name={`signs.${code}`} beside label={written(iloEleven.labels[code], locale)} value={(answers[code] ?? null) as 'yes' | 'no' | null} missing={['unknown', 'declined']}
            options={[{ value: 'yes', label: say('yes') }, { value: 'no', label: say('no') }]} onChange={(value) => put(code, value)} />
        ))}
        {says === 'refer' && <Notice kind="decision">{say('signs.refer', { present })}</Notice>}
      </Stack>
    </Disclosure>
  )
}
