import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'

const chunks = resolve(import.meta.dirname, '../../.next/static/chunks')

/** Milliseconds between two bytes. */
const trickle = 200

/**
 * Two clients that could block a server: one sends an event byte by byte, the other requests a large file again and
 * again without reading it. Returns a function that ends them.
 */
export function startSlowClients(port: number, key: string): () => void {
  const [head, body] = [
    'POST /api/v1/events HTTP/1.1',
    '{"account":"slow","category":"technical","summary":"never whole"}',
  ]
  const sender = connect(port, '127.0.0.1')
  sender.write(
    `${head}\r\nhost: a\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  let sent = 0
  const timer = setInterval(() => sender.write(body.charAt(sent++ % (body.length - 1))), trickle)
  const reader = connect(port, '127.0.0.1').pause()
  reader.write(`GET /_next/static/chunks/${findLargest()} HTTP/1.1\r\nhost: a\r\n\r\n`.repeat(200))
  for (const socket of [sender, reader]) socket.on('error', () => undefined)
  return () => {
    clearInterval(timer)
    sender.destroy()
    reader.destroy()
  }
}

function findLargest(): string {
  const size = (name: string) => statSync(join(chunks, name)).size
  const scripts = readdirSync(chunks).filter((name) => name.endsWith('.js'))
  return scripts.toSorted((one, other) => size(other) - size(one))[0] ?? ''
}
