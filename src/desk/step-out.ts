import { useEffect, useRef } from 'react'
import { takesText, useKeys, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

/** Esc leaves a text field, so that digits and letters choose and act; Esc again comes back to where the words were. */
export function useStepOut(): void {
  const say = useWords(deskWords)
  const left = useRef<HTMLElement | undefined>(undefined)
  const stepOut = () => {
    const at = document.activeElement
    if (at instanceof HTMLElement && takesText(at)) {
      left.current = at
      return at.blur()
    }
    if (left.current?.isConnected) left.current.focus()
  }
  useEffect(() => {
    const see = ({ target }: FocusEvent) => { if (target instanceof HTMLElement && takesText(target) && target.closest('main')) left.current = target }
    document.addEventListener('focusin', see)
    return () => document.removeEventListener('focusin', see)
  }, [])
  useKeys([{ key: 'Esc', physicalCode: 'Escape', label: say('step-out'), everywhere: true, inText: true, run: stepOut }])
}
