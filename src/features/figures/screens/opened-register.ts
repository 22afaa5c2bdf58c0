import { useEffect, useRef, useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { Register } from '../evaluate.ts'
import { openHeard } from '../open-heard.ts'
import { heldEvents, openPeople } from '../open-people.ts'
import { openSituations } from '../open-situations.ts'
import { accountPersons, heardRows, holdsAccounts, openedEvents } from '../sealed.ts'
import type { OpenedSituation } from '../sealed.ts'
import type { Period } from '../shape.ts'

export type OpenedRegister = { readonly register: Register; readonly calls: number; readonly stories: number; readonly situations: readonly Pick<OpenedSituation, 'facts'>[]; readonly unopened: number }
type Opening = { readonly opens: 'calls' | 'stories'; readonly period: Period }
type State =
  | { readonly at: 'closed' | 'stopped' }
  /** How many pages of them have been opened so far. */
  | { readonly at: 'opening'; readonly pages: number }
  | { readonly at: 'open'; readonly opened: OpenedRegister }
  | { readonly at: 'failed'; readonly why: string }

/** What only she may count, opened in her own program when she asks, kept while this page is up and never longer. Calls are opened for the years she asks for. */
export function useOpenedRegister({ opens, period }: Opening) {
  const desk = useDesk()
  const plainly = usePlainly()
  const [state, setState] = useState<State>({ at: 'closed' })
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const kinds = desk.house.teams.filter((team) => desk.mine.includes(team.id)).map((team) => team.kind)

  async function open() {
    const mine = new AbortController()
    running.current = mine
    let pages = 0
    setState({ at: 'opening', pages })
    const call: typeof desk.call = async (shape, input) => {
      mine.signal.throwIfAborted()
      const page = await desk.call(shape, input)
      pages += 1
      if (!mine.signal.aborted) setState({ at: 'opening', pages })
      return page
    }
    try {
      if (opens === 'calls') {
        const calls = await openHeard(call, desk.keys, period)
        mine.signal.throwIfAborted()
        return setState({ at: 'open', opened: { register: { heard: heardRows(calls) }, calls: calls.length, stories: 0, situations: [], unopened: 0 } })
      }
      const stories = await openPeople(call, desk.keys)
      const situations = await openSituations(call, desk.keys)
      const events = await heldEvents(call)
      mine.signal.throwIfAborted()
      const register = { account_person: accountPersons(situations.opened, stories.people), opened_event: openedEvents(events, stories.people) }
      setState({ at: 'open', opened: { register, calls: 0, stories: stories.people.size, situations: situations.opened, unopened: stories.unopened + situations.quarantined } })
    } catch (problem) {
      if (!mine.signal.aborted) setState({ at: 'failed', why: plainly(problem) })
    }
  }
  function stop() {
    running.current?.abort()
    setState({ at: 'stopped' })
  }
  return { state, may: opens === 'calls' ? desk.may('contacts:take') : desk.may('situations:write') && holdsAccounts(kinds), open, stop }
}
