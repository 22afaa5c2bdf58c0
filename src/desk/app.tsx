import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { Skeleton, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'
import { Desk } from './desk.tsx'
import { Door } from './door.tsx'
import { idleMinutes } from './idle.ts'
import { useSession } from './session.tsx'
import { Unreachable } from './unreachable.tsx'
import { Unlock } from './unlock.tsx'

const SetUp = lazy(() => import('../features/house/screens/set-up.tsx'))
const RecoverDoor = lazy(() => import('../features/recovery/screens/recover-door.tsx'))
const Join = lazy(() => import('../features/members/screens/join.tsx'))

/** Before the desk: an empty house, an invitation, a locked door. */
export function App() {
  const { stage, look, toLocked } = useSession()
  const [, go] = useLocation()
  const say = useWords(deskWords)
  return (
    <Suspense fallback={<Door title="Wayout"><Skeleton /></Door>}>
      <Switch>
        <Route path="/set-up">{stage.at === 'locked' ? <Unlock said={say('already-set-up')} /> : stage.at === 'open' ? <Redirect to="/" /> : <SetUp onDone={() => { void look(); go('/') }} />}</Route>
        <Route path="/recover">{stage.at === 'open' ? <Redirect to="/recovery" /> : <RecoverDoor onDone={() => { toLocked(); go('/') }} />}</Route>
        <Route path="/join"><Join onDone={() => go('/')} /></Route>
        <Route>
          {stage.at === 'starting' && <Door title="Wayout"><Skeleton /></Door>}
          {stage.at === 'unreachable' && (
            <Unreachable />
          )}
          {stage.at === 'unfounded' && <Door title={say('unfounded.title')}><p>{say('unfounded')}</p></Door>}
          {stage.at === 'locked' && <Unlock said={stage.why && say(`locked.${stage.why}`, { minutes: idleMinutes() })} />}
          {stage.at === 'waiting' && <Door title={say('waiting.title')}><p>{say('waiting')}</p></Door>}
          {stage.at === 'open' && <Desk expired={stage.expired} />}
        </Route>
      </Switch>
    </Suspense>
  )
}
