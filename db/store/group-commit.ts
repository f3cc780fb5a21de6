import { hasWaitedInVain, isCollision, isStoreFailure } from './failure.ts'

/** `refusal`: why this request alone was refused, while others of its transaction were not. */
export type Answered<Answer> = { answer: Answer } | { refusal: unknown }

type Waiting<Asked, Answer> = {
  asked: Asked
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

type Group<Asked, Answer> = {
  /** Opens a transaction, calls `take` for its requests (the same on a retry), and answers them in order. */
  run(take: () => readonly Asked[]): Promise<readonly Answered<Answer>[]>
  /** Senders are served round robin; the requests of one sender keep their order. */
  senderOf(asked: Asked): string
  sizeOf(asked: Asked): number
  /** The maximum size of one transaction, unless a single request is larger. */
  maxSize: number
  /** Called when a transaction ends that several requests waited for, or when more wait for the next. */
  onCrowd?(): void
}

/**
 * Runs requests one transaction at a time: those that arrive before it begins share it, so that a hundred events cost
 * little more than one. If it fails, each request is tried alone, unless the store itself failed.
 */
export class GroupCommit<Asked, Answer> {
  readonly #group: Group<Asked, Answer>
  /** Requests by sender; the next sender comes first. */
  readonly #waiting = new Map<string, Waiting<Asked, Answer>[]>()
  #isRunning = false

  constructor(group: Group<Asked, Answer>) {
    this.#group = group
  }

  add(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sender = this.#group.senderOf(asked)
      const pending = this.#waiting.get(sender) ?? []
      this.#waiting.set(sender, pending)
      pending.push({ asked, resolve, reject })
      if (!this.#isRunning) void this.#runAll()
    })
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true
    while (this.#waiting.size > 0) await this.#runBatch()
    this.#isRunning = false
  }

  async #runBatch(): Promise<void> {
    let batch: Waiting<Asked, Answer>[] | undefined
    const take = () => (batch ??= this.#takeRoundRobin())
    try {
      await this.#commit(take)
    } catch (error) {
      const taken = take()
      // Work that was in the way is no failure of the store, and perhaps met one of them alone. Each would wait for the same lock.
      const mayPass = !isStoreFailure(error) || (isCollision(error) && !hasWaitedInVain(error))
      const isOver = taken.length === 1 || !mayPass
      for (const one of taken) {
        if (isOver) one.reject(error)
        else await this.#commit(() => [one]).catch(one.reject)
      }
    }
  }

  async #commit(take: () => readonly Waiting<Asked, Answer>[]): Promise<void> {
    const answers = await this.#group.run(() => take().map(({ asked }) => asked))
    if (answers.length > 1 || this.#waiting.size > 0) this.#group.onCrowd?.()
    take().forEach(({ resolve, reject }, place) => {
      const answered = answers[place]
      if (answered && 'answer' in answered) resolve(answered.answer)
      else reject(answered?.refusal)
    })
  }

  /** One request of each sender, round robin, until the transaction is full. */
  #takeRoundRobin(): Waiting<Asked, Answer>[] {
    const taken: Waiting<Asked, Answer>[] = []
    let size = 0
    for (const [sender, [next, ...rest]] of this.#waiting) {
      if (!next) continue
      size += this.#group.sizeOf(next.asked)
      if (taken.length > 0 && size > this.#group.maxSize) break
      taken.push(next)
      this.#waiting.delete(sender)
      // Last, so that this loop meets it again after all others.
      if (rest.length > 0) this.#waiting.set(sender, rest)
    }
    return taken
  }
}
