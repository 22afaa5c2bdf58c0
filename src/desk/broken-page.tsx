import { Component, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { isRenewed } from './new-build.ts'
import { Button, Notice, Page, useWords } from './ui/index.ts'
import { deskWords } from './words.ts'

type Given = { readonly children: ReactNode; readonly at: string }

/** A page that breaks takes nothing else with it: the frame, the lock and every other place go on. */
export class BrokenPage extends Component<Given, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidUpdate(before: Given) {
    if (this.state.broken && before.at !== this.props.at) this.setState({ broken: false })
  }

  override render() {
    return this.state.broken ? <Said onAgain={() => this.setState({ broken: false })} /> : this.props.children
  }
}

function Said({ onAgain }: { readonly onAgain: () => void }) {
  const say = useWords(deskWords)
  const [renewed, setRenewed] = useState(false)
  useEffect(() => void isRenewed().then(setRenewed, () => undefined), [])
  return (
    <Page title={say('broken-page.title')}>
      <Notice kind="problem" live>{say(renewed ? 'broken-page.renewed' : 'broken-page')}</Notice>
      <p>{renewed ? <Button name="broken.load" onClick={() => location.reload()}>{say('broken-page.load')}</Button> : <Button name="broken.again" onClick={onAgain}>{say('broken-page.again')}</Button>}</p>
    </Page>
  )
}
