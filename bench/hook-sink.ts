import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SinkMessage } from './mail-sink.ts'

/**
 * Takes webhooks, and answers them after 5 ms; those below `/hang/` never. `node bench/hook-sink.ts <certificate> <key>`: its own
 * process, which speaks as bench/mail-sink.ts does.
 */
const [certificate = '', key = ''] = process.argv.slice(2)
const tells = process.argv.includes('--tell')
const delay = 5
let [count, first, last] = [0, 0, 0]

const options = { cert: readFileSync(certificate), key: readFileSync(key), keepAliveTimeout: 60_000 }
const server = createServer(options, (request, response) => {
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
