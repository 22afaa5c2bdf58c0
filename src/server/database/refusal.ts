/** Why the program does not start, in one sentence, and what to do. Shown as it is; nothing was damaged. */
export class StartRefusal extends Error {
  readonly whatToDo: string
  constructor(sentence: string, whatToDo: string) {
    super(sentence)
    this.whatToDo = whatToDo
  }
}
