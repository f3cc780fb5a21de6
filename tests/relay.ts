import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** What the relay does at a step: nothing is "yes", a number refuses with that code, `stall` never answers. */
type Answer = number | 'stall' | undefined

export type RelayManners = {
  connect?: () => Answer
  mail?: () => Answer
  recipient?: (address: string) => Answer
  /** After the final dot; `drop` closes the connection without an answer. */
  data?: (mail: ReceivedMail) => Answer | 'drop'
  password?: string
}

export type ReceivedMail = ParsedMail & { recipients: string[] }
export type TestRelay = { url: string; received: ReceivedMail[]; manners: RelayManners }

/** A real mail server on loopback with bad manners, for the running test. `received` has all that came up to the dot. */
export async function startRelay(manners: RelayManners = {}): Promise<TestRelay> {
  const relay: TestRelay = { url: '', received: [], manners }
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: !manners.password,
    allowInsecureAuth: true,
    disabledCommands: manners.password ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    ...steps(relay, sockets),
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  )
  relay.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return relay
}

function steps(relay: TestRelay, sockets: Set<Socket>): SMTPServerOptions {
  return {
    onConnect: (_session, done) => answer(relay.manners.connect?.(), done),
    onAuth: ({ password }, _session, done) => {
      if (password === relay.manners.password) done(null, { user: 'recapito' })
      else answer(535, done)
    },
    onMailFrom: (_address, _session, done) => answer(relay.manners.mail?.(), done),
    onRcptTo: ({ address }, _session, done) => answer(relay.manners.recipient?.(address), done),
    onData: async (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      const mail = { ...(await simpleParser(stream)), recipients }
      relay.received.push(mail)
      const what = relay.manners.data?.(mail)
      if (what === 'drop') for (const socket of sockets) socket.destroy()
      else answer(what, done)
    },
  }
}

function answer(what: Answer, done: (error?: Error | null) => void): void {
  if (what === 'stall') return
  if (what === undefined) done()
  else done(Object.assign(new Error('No.'), { responseCode: what }))
}
