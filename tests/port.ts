import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

/** Each process begins elsewhere, below the ports that the system gives to whoever asks for any. */
const first = 11_000 + (process.pid % 200) * 100
const claimed = new Set<number>()
let asked = 0

/**
 * A port on loopback that nobody has, nor gets here while this process lives. Whoever finds a port listens at it only later: the
 * datagram port of its number, which only one process can have, keeps others from it until then. Two that found the same one would
 * both take the server of the first for theirs, until that one ends it.
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
