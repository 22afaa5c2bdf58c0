import { toBase64url } from '../../shared/bytes.ts'
import { sealLetter } from '../../vault/letters.ts'

/** Seals a name to the team in the page it is written on, so that nobody on the way reads it, and lets the form go as it would have gone. */
const form = document.querySelector<HTMLFormElement>('#register')
const field = (id: string) => document.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)
const hidden = (name: string) => form?.querySelector<HTMLInputElement>(`input[name="${name}"]`)

if (form && 'subtle' in crypto) {
  offer(true)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // A name that cannot be sealed is not sent: the page then takes heads, and says where to write.
    void seal(form).then(() => form.submit(), () => offer(false))
  })
}

function offer(named: boolean): void {
  document.querySelector('#named')?.toggleAttribute('hidden', !named)
  document.querySelector('#unnamed')?.toggleAttribute('hidden', named)
}

async function seal({ dataset }: HTMLFormElement): Promise<void> {
  const words = Object.fromEntries(['name', 'reach', 'from', 'audience'].map((id) => [id, field(id)?.value.trim() ?? '']))
  const named = !document.querySelector('#named')?.hasAttribute('hidden') && Boolean(words['name'] || words['reach'])
  const { publicKey, ...to } = JSON.parse(dataset['to'] ?? '{}') as { organisation: string; team: string; epoch: number; id: string; publicKey: string }
  const letter = named ? toBase64url(await sealLetter(fromHex(publicKey), to, words)) : ''
  const [put, epoch] = [hidden('sealed'), hidden('epoch')]
  if (put && epoch) [put.value, epoch.value] = [letter, named ? String(to.epoch) : '']
}

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
