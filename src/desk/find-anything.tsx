import { useState } from 'react'
import { useLocation } from 'wouter'
import { places } from './routes.tsx'
import { useDesk } from './session.tsx'
import { cardFound, useCardsComing } from './cards.ts'
import { Dialog, Finder, useLocale, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** One way in: a client by any of her names, or a page. */
export function FindAnything({ onClose }: { readonly onClose: () => void }) {
  const desk = useDesk()
  const say = useWords(deskWords)
  const locale = useLocale()
  const [, go] = useLocation()
  const [query, setQuery] = useState('')
  async function find(text: string) {
    const pages = places
      .filter((place) => (place.may === 'member' || desk.may(place.may)) && say(`place.${place.id}`).toLowerCase().startsWith(text.toLowerCase()))
      .map((place) => ({ id: place.href, label: say(`place.${place.id}`) }))
    const cards = await desk.keys.findCards(text, 8)
    return [...pages, ...cards.map((card) => ({ ...cardFound(card, locale), id: `/clients/${card.client}` }))]
  }
  return (
    <Dialog open onClose={onClose} title={say('find.title')} name="find.dialog">
      <Finder
        name="find.query" label={say('find.label')} query={query} onQuery={setQuery} find={find} first fleeting
        incomplete={useCardsComing()}
        onPick={(found) => { onClose(); go(found.id) }}
      />
    </Dialog>
  )
}
