import { isStoreFailure } from './failure.ts'

/** The most requests per transaction; further ones wait for the next. */
const mostTogether = 64

type Waiting<Asked, Answer> = {
  asked: Asked
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Runs requests that arrive before a transaction begins in that transaction: a hundred events cost little more than
 * one. If it fails, each request is retried alone, unless the store itself failed.
 */
export class GroupCommit<Asked, Answer> {
  readonly #run: (take: () => readonly Asked[]) => Promise<readonly Answer[]>
  #waiting: Waiting<Asked, Answer>[] = []
  #isAsked = false

  /** `run` opens a transaction, calls `take` for the requests (the same on a retry), and answers them in order. */
  constructor(run: (take: () => readonly Asked[]) => Promise<readonly Answer[]>) {
    this.#run = run
  }

  add(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject })
      if (!this.#isAsked) void this.#begin()
    })
  }

  async #begin(): Promise<void> {
    this.#isAsked = true
    let taken: Waiting<Asked, Answer>[] | undefined
    const take = () => {
      taken ??= this.#takeWaiting()
      return taken
    }
    try {
      const answers = await this.#run(() => take().map(({ asked }) => asked))
      take().forEach(({ resolve }, place) => {
        resolve(answers[place] as Answer)
      })
    } catch (error) {
      await this.#tryAlone(take(), error)
    }
    if (this.#waiting.length > 0 && !this.#isAsked) await this.#begin()
  }

  #takeWaiting(): Waiting<Asked, Answer>[] {
    const taken = this.#waiting.splice(0, mostTogether)
    this.#isAsked = false
    return taken
  }

  async #tryAlone(taken: readonly Waiting<Asked, Answer>[], error: unknown): Promise<void> {
    const isOver = taken.length === 1 || isStoreFailure(error)
    for (const { asked, resolve, reject } of taken) {
      if (isOver) reject(error)
      else await this.#run(() => [asked]).then(([answer]) => resolve(answer as Answer), reject)
    }
  }
}
