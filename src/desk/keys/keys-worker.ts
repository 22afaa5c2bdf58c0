import { VaultRefusal } from '../../vault/vault.ts'
import { createKeyring } from './keyring.ts'

type Asked = { readonly id: number; readonly method: keyof ReturnType<typeof createKeyring>; readonly given: readonly unknown[] }

/** The key worker: the only thread that ever holds a key. It ends when the desk locks, and the keys with it. */
const keyring = createKeyring()

addEventListener('message', (event: MessageEvent<Asked>) => {
  const { id, method, given } = event.data
  const run = keyring[method] as (...given: readonly unknown[]) => Promise<unknown>
  run(...given).then(
    (answer) => postMessage({ id, answer }),
    (error: unknown) => postMessage({ id, refused: error instanceof VaultRefusal ? error.reason : 'cannot-open' }),
  )
})
