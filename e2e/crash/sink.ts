import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

/** A message as it came up to the dot: to whom, and under which Message-ID. */
export type Arrival = { deliveryId: string; recipient: string }

/** Characters within which the Message-ID stands. */
const headLength = 4000

/** A mail server that lives on while the servers that send to it are killed, and keeps account of what it was sent. */
export class CrashSink {
  readonly arrivals: Arrival[] = []
  /** Called once a message is there and before it is answered; and once its 250 is on its way. */
  onDot: () => void = () => undefined
  onAnswer: () => void = () => undefined
  /** Milliseconds that a real mail server may take for its answer, at most. */
  longestThought = 15
  /** Asked of each message that is there: whether it is to be sent again later. */
  isPostponed: () => boolean = () => false
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      logger: false,
      // What breaks off before its dot has not arrived.
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
    await setTimeout(Math.random() * this.longestThought)
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
