import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate as cert, key } from '../e2e/endpoints/outside.ts'
import type { SinkMessage } from './mail-sink.ts'

/**
 * Takes webhooks, and answers them after 5 ms; those below `/hang/` never. It is its own process, which speaks as
 * bench/mail-sink.ts does.
 */
const tells = process.argv.includes('--tell')
const delay = 5
let [count, first, last] = [0, 0, 0]

const server = createServer({ cert, key, keepAliveTimeout: 60_000 }, (request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    if (tells) body += chunk
  })
  request.on('end', () => {
    if (request.url?.startsWith('/hang/')) return
    last = performance.now()
    first ||= last
    count++
    const subject = /"summary":"([^"]*)"/.exec(body)?.[1] ?? ''
    if (tells) say({ mail: { subject, at: performance.timeOrigin + last } })
    setTimeout(() => response.writeHead(202).end(), delay)
  })
  request.on('error', () => undefined)
})
server.on('clientError', (_, socket) => socket.destroy())
server.listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }))
process.on('message', () => say({ counted: { count, milliseconds: last - first } }))
process.on('disconnect', () => process.exit())

function say(message: SinkMessage): void {
  process.send?.(message)
}
