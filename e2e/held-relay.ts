import { type Answer, openRelay, type TestRelay } from '../tests/relay-server.ts'

/** A mail server under a test's control: it answers a message only when the test says how. */
export class HeldRelay {
  readonly recipients: string[] = []
  #relay: TestRelay | undefined
  /** In a list, because accepting means no answer; null while it holds messages. */
  #answer: [Answer] | null = null
  #waiting: ((answer: Answer) => void)[] = []

  static async start(): Promise<HeldRelay> {
    const held = new HeldRelay()
    held.#relay = await openRelay({
      recipient: (address) => {
        held.recipients.push(address)
        return undefined
      },
      data: () => (held.#answer ? held.#answer[0] : new Promise((decide) => held.#waiting.push(decide))),
    })
    return held
  }

  get url(): string {
    return this.#relay?.url ?? ''
  }

  get held(): number {
    return this.#waiting.length
  }

  hold(): void {
    this.#answer = null
    this.recipients.length = 0
  }

  accept(): void {
    this.#decide(undefined)
  }

  postpone(): void {
    this.#decide('451 4.3.0 try later')
  }

  async close(): Promise<void> {
    await this.#relay?.close()
  }

  #decide(answer: Answer): void {
    this.#answer = [answer]
    for (const decide of this.#waiting.splice(0)) decide(answer)
  }
}
