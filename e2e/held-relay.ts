import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Milliseconds that a mail server of tests waits, once it is closed, for connections that a server at rest keeps: else 30 seconds. */
export const closeTimeout = 1

/** A mail server under a test's control: it answers a message, once it is there, only when told what. */
export class HeldRelay {
  readonly #server: SMTPServer
  #answer: ((done: (error?: Error | null) => void) => void) | null = null
  #waiting: ((error?: Error | null) => void)[] = []
  readonly recipients: string[] = []

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      closeTimeout,
      onRcptTo: ({ address }, _session, done) => {
        this.recipients.push(address)
        done()
      },
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => this.#settle(done))
      },
    })
    // A server under test is killed in the middle of anything.
    this.#server.on('error', () => undefined)
  }

  static async start(): Promise<HeldRelay> {
    const relay = new HeldRelay()
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve))
    return relay
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  /** How many messages wait for an answer. */
  get held(): number {
    return this.#waiting.length
  }

  /** Keeps what comes from now on waiting, as at first. */
  hold(): void {
    this.#answer = null
    this.recipients.length = 0
  }

  /** Accepts what waits, and what comes. */
  accept(): void {
    this.#decide((done) => done())
  }

  /** Asks to come back later. */
  postpone(): void {
    this.#decide((done) => done(Object.assign(new Error('4.3.0 try later'), { responseCode: 451 })))
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #decide(answer: (done: (error?: Error | null) => void) => void): void {
    this.#answer = answer
    for (const done of this.#waiting.splice(0)) answer(done)
  }

  #settle(done: (error?: Error | null) => void): void {
    if (this.#answer) this.#answer(done)
    else this.#waiting.push(done)
  }
}
