import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

/** A complete message: its recipients and its Message-ID. */
export type Arrival = { deliveryId: string; recipient: string }

/** The Message-ID is within this many characters. */
const headLength = 4000

/** A mail server that outlives killed servers and records every message. */
export class CrashSink {
  readonly arrivals: Arrival[] = []
  /** Runs after a message arrives and before the answer; and after the 250. */
  onDot: () => void = () => undefined
  onAnswer: () => void = () => undefined
  /** The longest delay of an answer, milliseconds. */
  maxDelay = 15
  /** Decides for each message whether the sender must retry it later. */
  isPostponed: () => boolean = () => false
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      // A message without its final dot has not arrived.
      onData: (stream, session, done) => {
        this.#take(stream, session.envelope.rcptTo[0]?.address ?? '', done).catch(() => undefined)
      },
    })
    this.#server.on('error', () => undefined)
  }

  async #take(stream: SMTPServerDataStream, recipient: string, done: (error?: Error) => void): Promise<void> {
    let head = ''
    for await (const chunk of stream) if (head.length < headLength) head += chunk
    if (this.isPostponed()) return done(Object.assign(new Error('4.3.0 try later'), { responseCode: 451 }))
    this.arrivals.push({ deliveryId: /^Message-ID: <([^@>]+)@/im.exec(head)?.[1] ?? '', recipient })
    this.onDot()
    await setTimeout(Math.random() * this.maxDelay)
    done()
    this.onAnswer()
  }

  static async start(): Promise<CrashSink> {
    const sink = new CrashSink()
    await new Promise<void>((resolve) => sink.#server.listen(0, '127.0.0.1', resolve))
    return sink
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
