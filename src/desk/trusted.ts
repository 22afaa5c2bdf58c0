import workerAddress from './keys/keys-worker.ts?worker&url'
import sheetWorkerAddress from './sheets/sheet-worker.ts?worker&url'

export const serviceWorkerAddress = '/service-worker.js'
export { sheetWorkerAddress, workerAddress }

type Policy = { readonly createScriptURL: (url: string) => unknown }
const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }

/** The only addresses the trusted-types policy lets through: our key worker and the reader of spreadsheets, made by the build, and our service worker. */
const policy = trustedTypes?.createPolicy('wayout', {
  createScriptURL: (url) => ([workerAddress, sheetWorkerAddress, serviceWorkerAddress].includes(url) ? url : ''),
})

export function trusted(address: string): string {
  return (policy ? policy.createScriptURL(address) : address) as string
}
