import { isStoreFailure } from '#/db/store/failure.ts'

/** Most requests that share a transaction; the next ones wait for the one after. */
const mostTogether = 64

type Waiting<Asked, Answer> = {
  asked: Asked
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Does in one transaction what is asked for before it begins: a hundred events cost little more than one. If it fails, each is
 * tried alone, unless the store itself failed.
 */
export class GroupCommit<Asked, Answer> {
  readonly #run: (take: () => readonly Asked[]) => Promise<readonly Answer[]>
  #waiting: Waiting<Asked, Answer>[] = []
  #isAsked = false

  /** `run` makes a transaction in which it calls `take` for what to do, the same however often, and answers each in order. */
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
