import { useEffect, useState } from 'react'
import { Door } from './door.tsx'
import { draftsHere } from './drafts.ts'
import { useSession } from './session.tsx'
import { Notice, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

const askEvery = 3000

/** The shell came from this computer and the program is away: says so, says what is safe, and goes on by itself. */
export function Unreachable() {
  const { look } = useSession()
  const say = useWords(deskWords)
  const [drafts, setDrafts] = useState<number>()
  useEffect(() => {
    const timer = setInterval(() => void look(), askEvery)
    void draftsHere().then(setDrafts, () => undefined)
    return () => clearInterval(timer)
  }, [look])
  return (
    <Door title={say('unreachable.title')}>
      <Notice kind="problem">{say('unreachable')}</Notice>
      {drafts !== undefined && <p data-key="unreachable.drafts">{drafts ? say('unreachable.drafts', { count: drafts }) : say('unreachable.none')}</p>}
    </Door>
  )
}
