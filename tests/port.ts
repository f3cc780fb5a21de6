import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/** Each process begins elsewhere, below the ports that the system assigns. */
const first = 11_000 + (process.pid % 200) * 100
const claimed = new Set<number>()
let asked = 0

/**
 * A port on loopback that is free and that this process keeps. The caller listens later: until then this process holds
 * the datagram port of the same number, so that no other process picks it. Two tests with one port would each use the
 * first one's server, until it ends.
 */
export async function findPort(): Promise<number> {
  for (let tried = 0; tried < 100; tried++) {
    const port = first + (asked++ % 100)
    if ((await claim(port)) && (await isFree(port))) return port
  }
  throw new Error(`None of the 100 ports from ${first} is free.`)
}

function claim(port: number): Promise<boolean> {
  if (claimed.has(port)) return Promise.resolve(true)
  return new Promise((done) => {
    const claim = createSocket('udp4').unref()
    claim.once('error', () => claim.close(() => done(false)))
    claim.bind({ port, address: '127.0.0.1', exclusive: true }, () => done(Boolean(claimed.add(port))))
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer().once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
