import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { toBase64url } from '../../shared/bytes.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import { clientStore } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import { restrictionStore } from '../restrictions/index.ts'
import type { breakGlass } from './contract.ts'
import { glassStore } from './store.ts'

export const breakGlassActions: Handlers<typeof breakGlass> = {
  async list(_, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'list')
    const [folders, restricted] = [folderStore(tx, member), restrictionStore(tx, member)]
    const [rows, requests] = await together([restricted.all(), glassStore(tx).requests()])
    const keepers = await restricted.keepers(rows.map((row) => row.box))
    const boxes = [...new Set([...rows, ...requests].map((one) => one.box))]
    await noteInLedger(tx, 'glass.listed', await folders.traces(boxes))
    return {
      restricted: rows.map(({ client, box, named, since, by, sig }) => ({
        client, box, named, since, by, sig: toBase64url(new Uint8Array(sig)), keepers: keepers.find((one) => one.box === box)?.coordinators ?? [],
      })),
      requests, served: await folders.serve(boxes),
    }
  },

  async ofClient({ client }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    if (!(await clientStore(tx).cardOf(client))) refuse('not-found')
    const [folders, requests] = [folderStore(tx, member), await glassStore(tx).requests(client)]
    const boxes = requests.map((one) => one.box)
    if (boxes.length) await noteInLedger(tx, 'glass.listed', await folders.traces(boxes))
    return { requests, served: await folders.serve(boxes) }
  },

  async forAll(_, { tx }) {
    return { openings: await glassStore(tx).forAll() }
  },

  async ask({ act, ...sent }, { tx, member }) {
    if (sent.reason.folder !== sent.box) refuse('bad-input')
    const store = glassStore(tx)
    const asked = await store.ask(sent)
    await folderStore(tx, member).write(sent.reason)
    if (asked) await noteSigned(tx, act, { action: 'glass.asked', about: [sent.id], detail: sent }, await store.traces(sent.id))
    return { alreadyThere: !asked }
  },

  async shares({ request }, { tx }) {
    const shares = await glassStore(tx).shares(request)
    if (!shares.length) refuse('not-found')
    return { shares }
  },

  async agree({ act, ...sent }, { tx, member }) {
    const store = glassStore(tx)
    const before = (await store.byId(sent.request)) ?? refuse('not-found')
    const until = (await store.agree(sent.request, sent.halves)) ?? refuse('not-found')
    if (before.agreedBy !== member.id) {
      await noteSigned(tx, act, { action: 'glass.agreed', about: [sent.request, before.askedBy], detail: sent }, await store.traces(sent.request))
    }
    return { until: until.toISOString() }
  },

  async halves({ request }, { tx }) {
    const store = glassStore(tx)
    const [passed, shares] = [await store.halves(request), await store.shares(request)]
    const halves = passed.flatMap(({ key, other }) => shares.filter((mine) => mine.folder === key.folder && mine.gen === key.gen).map((mine) => ({ key, mine, other })))
    if (!halves.length) refuse('not-found')
    return { halves }
  },

  async open({ request, holds }, { tx, member }) {
    if (holds.some((hold) => hold.by !== member.id)) refuse('bad-input')
    const store = glassStore(tx)
    await store.open(request, holds)
    await noteInLedger(tx, 'glass.opened', await store.traces(request))
    return {}
  },

  async end({ act, ...sent }, { tx }) {
    const store = glassStore(tx)
    const ended = await store.end(sent.request)
    if (ended) await noteSigned(tx, act, { action: 'glass.ended', about: [sent.request], detail: sent }, await store.traces(sent.request))
    return { alreadyThere: !ended }
  },

  async reads({ request }, { tx }) {
    const store = glassStore(tx)
    const one = (await store.byId(request)) ?? refuse('not-found')
    const traces = await store.traces(request)
    await noteInLedger(tx, 'openings.read', traces)
    return { entries: one.agreedAt && one.until ? await store.reads(traces, one.askedBy, one.agreedAt, one.until) : [] }
  },
}
