import { createServer } from 'node:net'

/** Each process has a hundred of its own, below those that the system gives to whoever asks for any. */
const first = 11_000 + (process.pid % 200) * 100
let asked = 0

/**
 * A port on loopback that nobody has, nor gets before it is listened at: one that the system chose would be free again until then,
 * and could be given to another that starts.
 */
export async function findPort(): Promise<number> {
  for (let tried = 0; tried < 100; tried++) {
    const port = first + (asked++ % 100)
    if (await isFree(port)) return port
  }
  throw new Error(`None of the 100 ports from ${first} is free.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer().once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
