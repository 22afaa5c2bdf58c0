import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Loaded, Row, Stack, Tag, useTell, useWords } from '../../../desk/ui/index.ts'
import { secondSteps } from '../contract.ts'
import { DropSecondStep, SetUpSecondStep } from './second-step-dialogs.tsx'
import { secondStepWords } from './words.ts'

/** Six digits after the passphrase, for who has no passkey. */
export function SecondStepPart() {
  const desk = useDesk()
  const say = useWords(secondStepWords)
  const tell = useTell()
  const client = useQueryClient()
  const [doing, setDoing] = useState<'set-up' | 'drop'>()
  const query = useQuery({ queryKey: ['second-step'], staleTime: 0, queryFn: () => desk.call(secondSteps.mine, {}) })
  function done(said: string) {
    setDoing(undefined)
    void client.invalidateQueries({ queryKey: ['second-step'] })
    tell(said)
  }
  return (
    <Stack tight>
      <h3>{say('title')}</h3>
      <p>{say('words')}</p>
      <Loaded query={query} lines={2}>
        {({ on }) => (
          <Row>
            <Tag>{say(on ? 'on' : 'off')}</Tag>
            <Button name={on ? 'second-step.drop' : 'second-step.begin'} onClick={() => setDoing(on ? 'drop' : 'set-up')}>{say(on ? 'drop' : 'begin')}</Button>
          </Row>
        )}
      </Loaded>
      {doing === 'set-up' && <SetUpSecondStep onClose={() => setDoing(undefined)} onDone={done} />}
      {doing === 'drop' && <DropSecondStep onClose={() => setDoing(undefined)} onDone={done} />}
    </Stack>
  )
}
