import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { matchRoute, useLocation, useRouter } from 'wouter'
import { Route, Switch } from 'wouter'
import { BrokenPage } from './broken-page.tsx'
import { DraftDoor } from './draft-door.tsx'
import { useStepOut } from './step-out.ts'
import { useSeenEnded } from './ended.ts'
import { useIdleLock } from './idle.ts'
import { LedgerWatch } from './ledger-watch.tsx'
import { useLive } from './live.ts'
import { PresenceProvider, PresenceStrip } from '../features/presence/screens/presence.tsx'
import { places, routes } from './routes.tsx'
import { useDesk } from './session.tsx'
import { Frame, Notice, Page, PrintHeader, Skeleton, useKeys, useWords } from './ui/index.ts'
import { typeAhead } from './type-ahead.ts'
import { UnlockOver } from './unlock.tsx'
import { LocaleChooser } from './locale.tsx'
import { deskWords } from './words.ts'

const findAnything = () => import('./find-anything.tsx').then((one) => ({ default: one.FindAnything }))
const FindAnything = lazy(findAnything)
// With Today, which is read first: as a script of its own it would part theirs.
const HandOverWatch = lazy(() => import('./today.tsx').then((one) => ({ default: one.HandOverWatch })))
/** A page's own way to a contact with an institution: about her, because of this contact, with this one. */
const ownWays = ['client.institution', 'record.institution.add', 'contact.institution.add', 'directory.contact'].map((name) => `[data-key="${name}"]`).join()
const GlassKeeper = lazy(() => import('../features/break-glass/screens/glass-keeper.tsx'))

/** The open desk: the frame, the page, and the lock that may come over it. */
export function Desk({ expired }: { readonly expired: boolean }) {
  const desk = useDesk()
  const say = useWords(deskWords)
  const { parser } = useRouter()
  const [at, go] = useLocation()
  const [finding, setFinding] = useState(false)
  const [noteWaits, setNoteWaits] = useState(false)
  const allowed = (needs: (typeof places)[number]['may']) => needs === 'member' || desk.may(needs)
  useIdleLock()
  useStepOut()
  const { live, ended } = useLive()
  useSeenEnded(live, ended)
  const here = routes.find((route) => matchRoute(parser, route.path, at)[0])
  // Whoever presses a key for a page types on at once.
  const lead = (to: string | HTMLElement) => {
    if (typeof to === 'string') go(to)
    else to.click()
    typeAhead()
  }
  const newContact = desk.may('contacts:take') && !here?.path.startsWith('/contacts/new') ? () => lead('/contacts/new') : undefined
  // Where she is at it already, the key leads to where one begins; where it could be about several, to the first of them.
  const newInstitution = () => {
    if (here?.path === '/institutions') return document.querySelector<HTMLElement>('[data-key="institution.find"]')?.focus()
    const own = document.querySelectorAll<HTMLElement>(ownWays)
    if (own.length > 1) return own[0]?.focus()
    lead(own[0] ?? '/institutions')
  }
  useKeys(desk.may('institutions:record') ? [{ key: 'K', physicalCode: 'KeyK', label: say('new-institution-contact'), everywhere: true, run: newInstitution }] : [])
  // Whoever unlocks after a colleague stands before her page: where it is none of hers, her own day comes.
  const strayed = useRef(here !== undefined && !allowed(here.may))
  useEffect(() => {
    if (strayed.current) go('/', { replace: true })
    strayed.current = false
  }, [go])
  // Every page begins at its top.
  useEffect(() => { scrollTo(0, 0) }, [at])
  // Not needed to begin with, and there before anybody presses for it.
  useEffect(() => void findAnything(), [])
  return (
    <PresenceProvider>
      <Frame
        places={places.filter((place) => allowed(place.may)).map(({ id, href, icon }) => ({ id, href, icon, label: say(`place.${id}`), ...(id === 'today' && noteWaits && { waits: say('note-waits') }) }))}
        here={here?.place}
        home="/"
        go={(href) => go(href)}
        {...(desk.may('clients:find') && { onFind: () => setFinding(true) })}
        status={desk.may('contacts:take') ? <PresenceStrip /> : <span>{desk.me.shown}</span>}
        onLock={() => void desk.lock()}
        onNewContact={newContact}
        foot={here?.foot === true}
      >
        {desk.quarantined.length > 0 && <Notice kind="problem">{say('quarantined', { count: desk.quarantined.length })}</Notice>}
        <LedgerWatch />
        {!here?.ownPaper && <PrintHeader title={here ? say(`place.${here.place}`) : 'Wayout'} printedBy={desk.me.shown} />}
        <BrokenPage at={at}>
          <Suspense fallback={<Skeleton lines={8} />}>
            <DraftDoor>
              <Switch>
                {routes.filter((route) => allowed(route.may)).map(({ path, screen: Screen }) => <Route key={path} path={path}><Screen /></Route>)}
                <Route><Page title={say('not-here.title')}><p>{say('not-here')}</p></Page></Route>
              </Switch>
            </DraftDoor>
          </Suspense>
        </BrokenPage>
        <footer className="desk-foot" data-chrome><LocaleChooser /></footer>
      </Frame>
      {desk.may('services:record') && <Suspense><HandOverWatch onWaits={setNoteWaits} /></Suspense>}
      {desk.may('glass:break') && <Suspense><GlassKeeper /></Suspense>}
      {finding && <Suspense fallback={null}><FindAnything onClose={() => setFinding(false)} /></Suspense>}
      {expired && <UnlockOver name={desk.me.name} />}
    </PresenceProvider>
  )
}
