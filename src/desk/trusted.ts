import workerAddress from './keys/keys-worker.ts?worker&url'

export const serviceWorkerAddress = '/service-worker.js'
export { workerAddress }

type Policy = { readonly createScriptURL: (url: string) => unknown }
const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }

/** The only two addresses the trusted-types policy lets through: our key worker, made by the build, and our service worker. */
const policy = trustedTypes?.createPolicy('wayout', {
  createScriptURL: (url) => (url === workerAddress || url === serviceWorkerAddress ? url : ''),
})

export function trusted(address: string): string {
  return (policy ? policy.createScriptURL(address) : address) as string
}
