/** `address`: WebAuthn needs a name, and this desk is open at a number. `browser`: it knows no passkeys. */
export function passkeysHere(): 'yes' | 'address' | 'browser' {
  if (!('PublicKeyCredential' in globalThis)) return 'browser'
  return /^[\d.]+$|^\[/.test(location.hostname) ? 'address' : 'yes'
}

/** Where the desk stands under a name on this very computer. */
export const namedAddress = () => `${location.protocol}//localhost${location.port && `:${location.port}`}`
