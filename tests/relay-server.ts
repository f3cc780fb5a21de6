import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { type ParsedMail, simpleParser } from 'mailparser'
import { readCertificate } from './certificates.ts'

/**
 * The relay's reply at a step: undefined accepts, a number refuses with that code, a text is the whole reply. `stall`
 * never answers, `drip` sends bytes without end, `drop` closes the connection, `half` only its own direction. A promise
 * answers when it resolves.
 */
type Said = number | string | 'stall' | 'drip' | 'drop' | 'half' | undefined
export type Answer = Said | Promise<Said>

export type RelayManners = {
  /** Instead of the greeting. */
  connect?: () => Answer
  /** `name`: the name in the client's greeting. */
  hello?: (name: string) => Answer
  /** At STARTTLS, which a relay with a certificate offers. */
  startTls?: () => Answer
  auth?: () => Answer
  mail?: () => Answer
  recipient?: (address: string) => Answer
  /** At DATA, before the message. */
  body?: () => Answer
  /** After the final dot. */
  data?: (mail: ReceivedMail) => Answer
  password?: string
  certificate?: 'trusted' | 'expired' | 'other-name' | undefined
  /** False: one command at a time. */
  pipelining?: boolean
  /** Offers delivery reports (RFC 3461). */
  reports?: boolean
}

/** `asked`: the parameters of MAIL and of each RCPT. */
export type ReceivedMail = ParsedMail & { sender: string; recipients: string[]; asked: string[]; raw: string }
export type TestRelay = {
  url: string
  received: ReceivedMail[]
  manners: RelayManners
  connections: number
  drop(): void
  close(): Promise<void>
}

const drip = 20

/** A mail server on loopback with these manners. `received` has every mail that reached the final dot. */
export async function openRelay(manners: RelayManners = {}): Promise<TestRelay> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    relay.connections++
    new Session(socket, relay).begin()
  })
  const relay: TestRelay = {
    url: '',
    received: [],
    manners,
    connections: 0,
    drop: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        relay.drop()
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  relay.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
  return relay
}

/** One connection, which answers commands in order however fast they come (RFC 5321). */
class Session {
  #socket: Socket
  readonly #relay: TestRelay
  #input = ''
  #inData = false
  #isSecure = false
  #isKnown: boolean
  #sender = ''
  #recipients: string[] = []
  #asked: string[] = []
  #answering: Promise<void> = Promise.resolve()

  constructor(socket: Socket, relay: TestRelay) {
    this.#socket = socket
    this.#relay = relay
    this.#isKnown = relay.manners.password === undefined
  }

  begin(): void {
    this.#listen()
    void this.#answer(this.#relay.manners.connect?.(), '220 relay.example ESMTP')
  }

  #listen(): void {
    this.#socket.on('error', () => undefined)
    this.#socket.on('data', (chunk) => {
      this.#input += chunk.toString('latin1')
      this.#answering = this.#answering.then(() => this.#readOn())
    })
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const end = this.#inData ? '\r\n.\r\n' : '\r\n'
      const at = this.#input.indexOf(end)
      if (at < 0) return
      const text = this.#input.slice(0, at)
      this.#input = this.#input.slice(at + end.length)
      if (this.#inData) await this.#take(text)
      else await this.#obey(text)
    }
  }

  async #obey(line: string): Promise<void> {
    const { manners } = this.#relay
    const [, argument = '', beside = ''] = /<([^>]*)> ?(.*)/.exec(line) ?? []
    const [command = ''] = line.toUpperCase().split(/[ :]/)
    const name = line.split(' ')[1] ?? ''
    if (command === 'EHLO') await this.#answer(manners.hello?.(name), this.#extensions())
    else if (command === 'HELO') await this.#answer(manners.hello?.(name), '250 relay.example')
    else if (command === 'STARTTLS') await this.#secure()
    else if (command === 'AUTH') await this.#authenticate(line)
    else if (command === 'MAIL') {
      this.#recipients = []
      this.#sender = argument
      this.#asked = [beside]
      await this.#answer(this.#isKnown ? manners.mail?.() : 530, '250 ok')
    } else if (command === 'RCPT') {
      const answer = await manners.recipient?.(argument)
      if (answer === undefined) this.#recipients.push(argument)
      this.#asked.push(beside)
      await this.#answer(answer, '250 ok')
    } else if (command === 'DATA') await this.#startData(await manners.body?.())
    else if (command === 'QUIT') this.#socket.end('221 bye\r\n')
    else await this.#answer(command === 'RSET' ? undefined : 502, '250 ok')
  }

  #extensions(): string {
    const { certificate, password, pipelining, reports } = this.#relay.manners
    const offered = [
      'relay.example',
      ...(pipelining === false ? [] : ['PIPELINING']),
      ...(certificate && !this.#isSecure ? ['STARTTLS'] : []),
      ...(password ? ['AUTH PLAIN'] : []),
      ...(reports ? ['DSN'] : []),
      'ENHANCEDSTATUSCODES',
    ]
    return offered.map((line, n) => `250${n < offered.length - 1 ? '-' : ' '}${line}`).join('\r\n')
  }

  async #authenticate(line: string): Promise<void> {
    const { auth, password } = this.#relay.manners
    const said = Buffer.from(line.split(' ')[2] ?? '', 'base64')
      .toString()
      .split('\0')[2]
    this.#isKnown = said === password
    await this.#answer((await auth?.()) ?? (this.#isKnown ? undefined : 535), '235 ok')
  }

  async #startData(answer: Said): Promise<void> {
    const refused = this.#recipients.length === 0 ? 503 : answer
    this.#inData = refused === undefined
    await this.#answer(refused, '354 go on')
  }

  async #take(raw: string): Promise<void> {
    this.#inData = false
    const text = raw.replace(/^\.\./gm, '.')
    const parsed = await simpleParser(Buffer.from(text, 'latin1'))
    const mail = {
      ...parsed,
      sender: this.#sender,
      recipients: this.#recipients,
      asked: this.#asked,
      raw: text,
    }
    this.#relay.received.push(mail)
    await this.#answer(this.#relay.manners.data?.(mail), '250 2.0.0 queued')
  }

  async #secure(): Promise<void> {
    const { startTls, certificate = 'trusted' } = this.#relay.manners
    const answer = await startTls?.()
    await this.#answer(answer, '220 go on')
    if (answer !== undefined) return
    this.#socket.removeAllListeners('data')
    const [key, cert] = [readCertificate('key'), readCertificate(certificate)]
    this.#socket = new TLSSocket(this.#socket, { isServer: true, key, cert })
    this.#isSecure = true
    this.#listen()
  }

  /** Answers in the order of the commands, however long one takes. */
  async #answer(given: Answer, yes: string): Promise<void> {
    const answer = given instanceof Promise ? await given : given
    if (answer === 'half') this.#socket.end()
    else if (answer === 'drop') this.#socket.destroy()
    else if (answer === 'drip') this.#dripOn()
    else if (typeof answer === 'number') this.#socket.write(`${answer} No.\r\n`)
    else if (answer !== 'stall') this.#socket.write(`${answer ?? yes}\r\n`)
  }

  #dripOn(): void {
    let at = 0
    const timer = setInterval(() => this.#socket.write('250-wait \r\n'.charAt(at++ % 11)), drip)
    this.#socket.once('close', () => clearInterval(timer))
  }
}
