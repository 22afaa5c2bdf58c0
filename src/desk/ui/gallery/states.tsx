import { useState } from 'react'
import { Button, Dialog, Empty, Field, Loaded, Notice, Page, Panel, Row, Stack, useTell } from '../index.ts'
import css from './gallery.module.css'
import { useGalleryWords } from './words.ts'

/** Notices, buttons, dialogs and everything that is not there yet. */
export function StatesPage() {
  const say = useGalleryWords()
  return (
    <Page title={say('states.title')}>
      <div className={css.two}>
        <Panel title={say('states.notices')}>
          <Notice>{say('notice.words')}</Notice>
          <Notice kind="decision" actions={<Button>{say('notice.decide')}</Button>}>
            {say('notice.decision.words')}
          </Notice>
          <Notice kind="problem" title={say('notice.problem.title')}>
            {say('notice.problem.words')}
          </Notice>
        </Panel>
        <Panel title={say('states.queries')}>
          <Loaded query={{ status: 'pending', data: undefined }}>{() => null}</Loaded>
          <Loaded query={{ status: 'error', data: undefined, refetch: () => {} }}>{() => null}</Loaded>
          <Loaded
            query={{ status: 'success', data: [] }}
            empty={
              <Empty title={say('empty.title')} actions={<Button kind="primary">{say('new-client')}</Button>}>
                {say('empty.words')}
              </Empty>
            }
          >
            {() => null}
          </Loaded>
        </Panel>
      </div>
      <Panel title={say('states.buttons')}>
        <Buttons />
      </Panel>
      <Panel title={say('states.fields')}>
        <Fields />
      </Panel>
    </Page>
  )
}

function Buttons() {
  const say = useGalleryWords()
  const tell = useTell()
  const [open, setOpen] = useState(false)
  return (
    <Row>
      <Button kind="primary" onClick={() => tell(say('saved'))}>
        {say('save')}
      </Button>
      <Button name="dialog.open" onClick={() => setOpen(true)}>
        {say('unlink')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => tell(say('unlinked'), { action: { label: say('undo'), run: () => {} } })}
      >
        {say('undo')}
      </Button>
      <Button kind="primary" busy>
        {say('saving')}
      </Button>
      <Button disabled>{say('save')}</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        name="dialog"
        title={say('erase.title')}
        actions={
          <>
            <Button kind="danger" name="dialog.erase" onClick={() => setOpen(false)}>
              {say('erase')}
            </Button>
            <Button name="dialog.keep" onClick={() => setOpen(false)}>
              {say('keep')}
            </Button>
          </>
        }
      >
        <p>{say('erase.words')}</p>
        <Field name="dialog.reason" label={say('erase.reason')} value="" onChange={() => {}} />
      </Dialog>
    </Row>
  )
}

function Fields() {
  const say = useGalleryWords()
  const [secret, setSecret] = useState('')
  const [name, setName] = useState('')
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack>
      <Field
        name="unlock.name"
        label={say('field.name')}
        value={name}
        onChange={setName}
        error={say('field.error')}
        autoComplete="username"
      />
      <Field
        name="unlock.passphrase"
        type="password"
        label={say('field.passphrase')}
        value={secret}
        onChange={setSecret}
      />
      </Stack>
    </form>
  )
}
