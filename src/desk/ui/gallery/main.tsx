import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { DeskUi, Frame, dress } from '../index.ts'
import type { Density, Theme } from '../index.ts'
import type { Locale } from '../../../shared/words.ts'
import { CallPage } from './call.tsx'
import { FiguresPage } from './figures.tsx'
import { PersonPage } from './person.tsx'
import { StatesPage } from './states.tsx'
import { useGalleryWords } from './words.ts'

/** Every component in a likely place, for looking and for the tests. Invented people; not part of the product. */
const wanted = new URLSearchParams(location.search)
const locale = (wanted.get('locale') ?? 'sr-Cyrl') as Locale
dress({
  theme: (wanted.get('theme') ?? 'system') as Theme,
  density: (wanted.get('density') ?? 'comfortable') as Density,
})
document.documentElement.dir = wanted.get('dir') ?? 'ltr'

const pages = { contacts: CallPage, clients: PersonPage, figures: FiguresPage, house: StatesPage }
const icons = [
  'today',
  'contacts',
  'clients',
  'cases',
  'institutions',
  'prevention',
  'figures',
  'house',
] as const

function Gallery() {
  const say = useGalleryWords()
  const [here, setHere] = useState(wanted.get('page') ?? 'contacts')
  const [said, setSaid] = useState('')
  const Shown = pages[here as keyof typeof pages] ?? StatesPage
  return (
    <Frame
      places={icons.map((icon) => ({ id: icon, label: say(`place.${icon}`), href: `#${icon}`, icon }))}
      here={here}
      home="#contacts"
      go={(href) => setHere(href.slice(1))}
      onFind={() => setSaid('find')}
      status={
        <span>
          {say('status')} <b data-key="said">{said}</b>
        </span>
      }
      onLock={() => setSaid('lock')}
      onNewContact={here === 'contacts' ? undefined : () => setSaid('new')}
    >
      <Shown />
    </Frame>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <DeskUi locale={locale} singleKeys={wanted.get('keys') !== 'off'}>
      <Gallery />
    </DeskUi>
  </StrictMode>,
)
