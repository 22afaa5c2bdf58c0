import { useDesk } from '../../../desk/session.tsx'
import { Notice, useWords } from '../../../desk/ui/index.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { standingOf } from '../rules.ts'
import { useWhen } from './one-opening.tsx'
import { useOpeningsOf } from './openings.ts'
import { glassWords } from './words.ts'

/** Openings of hers that run now, or wait for a second coordinator: they end when her keys change. */
export function useInForce(client: ClientId) {
  const { data = [] } = useOpeningsOf(client)
  return data.map((one) => one.request).filter((request) => standingOf(request, new Date()) !== 'past')
}

/** Said before the press: who reads her in danger now, until when, and that what is about to be done ends it. */
export function WhatEnds({ client, name }: { readonly client: ClientId; readonly name: string }) {
  const desk = useDesk()
  const say = useWords(glassWords)
  const when = useWhen()
  return useInForce(client).map((one) => (
    <Notice key={one.id} kind="decision" name={name}>
      {one.until ? say('ends.running', { name: desk.memberShown(one.askedBy), until: when(one.until) }) : say('ends.waiting', { name: desk.memberShown(one.askedBy), when: when(one.askedAt) })}
    </Notice>
  ))
}
