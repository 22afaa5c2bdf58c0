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
  if (error instanceof StartRefusal) console.error(`${error.message}\n${error.whatToDo}`)
  else console.error(`The ${doing} failed.`, error)
  return error instanceof StartRefusal ? error.exitCode : 1
}
