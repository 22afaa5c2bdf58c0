const { stdout } = process

export type Progress = (doing: string, share: number) => void

/** One changing line on a terminal; a line for every tenth otherwise. */
export function showProgress(): Progress {
  let shown = { doing: '', percent: -1 }
  return (doing, share) => {
    const percent = Math.floor(Math.min(share, 1) * 100)
    const same = doing === shown.doing
    if (same && (percent <= shown.percent || (!stdout.isTTY && Math.floor(percent / 10) === Math.floor(shown.percent / 10)))) return
    shown = { doing, percent }
    stdout.write(stdout.isTTY ? `\r${doing}: ${percent} %${percent === 100 ? '\n' : ''}` : `${doing}: ${percent} %\n`)
  }
}
