import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useDraftTurn } from './draft-turn.ts'
import { myDrafts } from './drafts.ts'
import { useDesk } from './session.tsx'
import { Button, LinkButton, Notice, Page, Row, Skeleton, Stack, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** A page that writes on a draft, in the one window that has it; any other says so calmly and offers to take it over. */
export function DraftDoor({ children }: { readonly children: ReactNode }) {
  const desk = useDesk()
  const say = useWords(deskWords)
  const [at, go] = useLocation()
  const search = useSearch()
  const isThere = useCallback(async (id: string) => (await myDrafts(desk)).some((one) => one.id === id), [desk])
  const turn = useDraftTurn(draftIn(at, search), isThere)
  if (turn.at === 'mine') return children
  if (turn.at === 'asking') return <Skeleton lines={8} />
  const gone = turn.at === 'gone'
  return (
    <Page title={say(gone ? 'turn.gone.title' : 'turn.title')}>
      <Stack>
        <p>{say(gone ? 'turn.gone' : 'turn.words')}</p>
        {turn.whyNot && <Notice kind="problem" live>{say(`turn.${turn.whyNot}`)}</Notice>}
        <Row>
          {!gone && <Button kind="primary" name="turn.take-over" onClick={turn.takeOver}>{say('turn.take-over')}</Button>}
          <Button name="turn.another" onClick={() => go(another(at, search))}>{say('turn.another')}</Button>
          <LinkButton kind="quiet" href="/" name="turn.today">{say('turn.today')}</LinkButton>
        </Row>
      </Stack>
    </Page>
  )
}

const inPath = /^\/contacts\/new\/([^/]+)$/

/** The draft that an address names. */
function draftIn(at: string, search: string): string | undefined {
  return inPath.exec(at)?.[1] ?? new URLSearchParams(search).get('draft') ?? undefined
}

/** The same page, begun anew. */
function another(at: string, search: string): string {
  if (inPath.test(at)) return '/contacts/new'
  const rest = new URLSearchParams(search)
  rest.delete('draft')
  return rest.size ? `${at}?${rest}` : at
}
