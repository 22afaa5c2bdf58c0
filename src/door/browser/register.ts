import { toBase64url } from '../../shared/bytes.ts'
import { sealLetter } from '../../vault/letters.ts'

/** Seals a name to the team in the page it is written on, so that nobody on the way reads it, and lets the form go as it would have gone. */
const form = document.querySelector<HTMLFormElement>('#register')
const field = (id: string) => document.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)
const hidden = (name: string) => form?.querySelector<HTMLInputElement>(`input[name="${name}"]`)

if (form) {
  sameAsSent(form)
  addEventListener('pageshow', showSent)
}
if (form && 'subtle' in crypto) {
  offer(true)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // A name that cannot be sealed is not sent: the page then takes heads, and says where to write.
    void seal(form).then(() => send(form), () => offer(false))
  })
}

/** One id for one place in the history: whoever comes Back to it, or loads it anew, sends the same registration again, which counts once. */
type Kept = { readonly id: string; readonly sent: boolean }
function kept(): Kept | undefined {
  return typeof (history.state as Kept | null)?.id === 'string' ? (history.state as Kept) : undefined
}

function sameAsSent({ dataset }: HTMLFormElement): void {
  const to = JSON.parse(dataset['to'] ?? '{}') as { readonly id: string }
  const id = kept()?.id ?? to.id
  if (!kept()) history.replaceState({ id, sent: false } satisfies Kept, '')
  dataset['to'] = JSON.stringify({ ...to, id })
  const field = hidden('id')
  if (field) field.value = id
}

function send(form: HTMLFormElement): void {
  history.replaceState({ id: kept()?.id ?? hidden('id')?.value ?? '', sent: true } satisfies Kept, '')
  form.submit()
}

function showSent(): void {
  document.querySelector('#again')?.toggleAttribute('hidden', !kept()?.sent)
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
