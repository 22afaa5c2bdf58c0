import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { StartRefusal } from '../server/database/refusal.ts'

/** Called wrongly; the message is the whole sentence. */
export class BadUsage extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>
type Command<O extends Options> = {
  readonly name: string
  readonly help: string
  readonly options: O
  /** One word for what is being done, in "… was stopped". */
  readonly doing: string
  readonly positionals?: boolean
  readonly run: (values: ReturnType<typeof parseArgs<{ options: O }>>['values'], rest: readonly string[], signal: AbortSignal) => Promise<number>
}

/** A command as all of them are: help, a clear sentence on a wrong call or a refusal, and Ctrl-C that leaves nothing behind. Exit codes as its help says. */
export async function runCommand<O extends Options>(command: Command<O>, args = process.argv.slice(2)): Promise<number> {
  const stopped = new AbortController()
  const stop = () => stopped.abort()
  const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const ending of endings) process.on(ending, stop)
  // The script that started the command was killed.
  process.once('disconnect', stop)
  try {
    const { values, positionals } = read(command, args)
    if ((values as { help?: boolean }).help) {
      console.log(command.help)
      return 0
    }
    return await command.run(values, positionals, stopped.signal)
  } catch (error) {
    return tell(command, error, stopped.signal.aborted)
  } finally {
    for (const ending of endings) process.off(ending, stop)
    process.off('disconnect', stop)
    if (process.connected) process.disconnect?.()
  }
}

function read<O extends Options>({ options, positionals }: Command<O>, args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: positionals ?? false })
  } catch (error) {
    throw new BadUsage((error as Error).message.split('\n')[0])
  }
}

function tell({ name, doing }: Pick<Command<Options>, 'name' | 'doing'>, error: unknown, stopped: boolean): number {
  if (stopped) {
    console.error(`\nThe ${doing} was stopped.`)
    return 130
  }
  if (error instanceof BadUsage) {
    console.error(`${error.message}\nSee npm run ${name} -- --help.`)
    return 2
  }
  const known = error instanceof StartRefusal ? error : plainly(doing, error)
  if (known) console.error(`${known.message}\n${known.whatToDo}`)
  else console.error(`The ${doing} failed.`, error)
  return known?.exitCode ?? 1
}

/** What may happen to any command, in a sentence. */
function plainly(doing: string, error: unknown): StartRefusal | undefined {
  const { code = '', syscall, message = '' } = error as { code?: string; syscall?: string; message?: string }
  if (code === '53100' || code === 'ENOSPC') return new StartRefusal(`There is no room left on the disk, and the ${doing} was taken back.`, 'Make room, then begin again.', 3)
  if (syscall === 'connect' || ['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'].includes(code) || message.startsWith('Connection terminated')) {
    return new StartRefusal(`The database of this house does not answer, so the ${doing} was not begun or was taken back.`, 'See that it runs and that its disk has room. Where the program uses an external PostgreSQL, set DATABASE_URL as it does.')
  }
  return undefined
}
