/** Why the program does not start, or a command does not do it, in one sentence, and what to do. Shown as it is; nothing was damaged. */
export class StartRefusal extends Error {
  readonly whatToDo: string
  /** How a command ends with it; 1 unless told. */
  readonly exitCode: number
  constructor(sentence: string, whatToDo: string, exitCode = 1) {
    super(sentence)
    this.whatToDo = whatToDo
    this.exitCode = exitCode
  }
}
