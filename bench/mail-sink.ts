import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A sink's total: its messages, and the milliseconds from the first to the last. */
export type SinkCount = { count: number; milliseconds: number }
/** A whole message, at milliseconds since 1970, with fractions. */
export type SinkMail = { subject: string; at: number }
export type SinkMessage = { port: number } | { counted: SinkCount } | { mail: SinkMail }

/**
 * A mail server that takes everything and keeps nothing; its own process (bench/run-sink.ts starts it). Prints its
 * port, and its count when asked; with `--tell` also each message.
 */
const tells = process.argv.includes('--tell')
const subjectLength = 2000
let count = 0
let first = 0
let last = 0

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onMailFrom: (_address, _session, done) => {
    if (first === 0) first = performance.now()
    done()
  },
  onData: (stream, _session, done) => {
    let head = ''
    stream.on('data', (chunk) => {
      if (tells && head.length < subjectLength) head += chunk
    })
    stream.on('end', () => {
      count++
      last = performance.now()
      const subject = /^Subject: (.*)$/im.exec(head)?.[1] ?? ''
      if (tells) say({ mail: { subject, at: performance.timeOrigin + last } })
      done()
    })
  },
})
server.on('error', () => undefined)
server.listen(0, '127.0.0.1', () => say({ port: (server.server.address() as AddressInfo).port }))
process.on('message', () => say({ counted: { count, milliseconds: last - first } }))
process.on('disconnect', () => process.exit())

function say(message: SinkMessage): void {
  process.send?.(message)
}
