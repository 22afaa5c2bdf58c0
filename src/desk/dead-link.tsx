import type { ReactNode } from 'react'
import { Door } from './door.tsx'
import { Button, Notice, Row, Stack, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

export type DeadLinkGiven = {
  readonly why: 'used' | 'dead'
  /** What there is to know, and what to do. */
  readonly children: ReactNode
  /** To the house, where there is one to unlock. */
  readonly onOpen?: () => void
}

/** A printed link that was used or does not hold: says so at once and asks nothing. Whoever opened it did nothing wrong. */
export function DeadLink({ why, children, onOpen }: DeadLinkGiven) {
  const say = useWords(deskWords)
  return (
    <Door title={say(`link.${why}`)}>
      <Stack>
        <Notice name="link.dead"><Stack tight>{children}</Stack></Notice>
        {onOpen && <Row><Button kind="primary" name="link.open" onClick={onOpen}>{say('link.open')}</Button></Row>}
      </Stack>
    </Door>
  )
}
