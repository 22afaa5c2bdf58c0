import { Button, Row } from './ui/index.ts'

type PassphraseGivenProps = { readonly label: string; readonly words: string; readonly another: string; readonly passphrase: string; readonly onAnother: () => void }

/** A passphrase is given, not chosen: chosen ones are guessed. */
export function PassphraseGiven({ label, words: hint, another, passphrase, onAnother }: PassphraseGivenProps) {
  return (
    <div className="sheet">
      <strong>{label}</strong>
      <output className="secret" data-key="passphrase.given" aria-label={label}>{passphrase || '…'}</output>
      <p>{hint}</p>
      <Row><Button kind="quiet" name="passphrase.another" onClick={onAnother}>{another}</Button></Row>
    </div>
  )
}
