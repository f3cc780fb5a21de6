import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** `breakAt`: a connection breaks when it sends this text, before the database receives it; null: none breaks. */
export type BreakingProxy = {
  url: string
  breakAt: string | null
  /** Existing connections go silent without closing, as if the machine behind them were gone. */
  silence(): void
}

/** A proxy between the running test and its PostgreSQL. */
export async function startBreakingProxy(url: string): Promise<BreakingProxy> {
  const { hostname, port } = new URL(url)
  const open = new Set<Socket>()
  const silent = new WeakSet<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (chunk) => {
      if (proxy.breakAt !== null && chunk.includes(proxy.breakAt)) near.destroy()
      else if (!silent.has(near)) far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (!silent.has(near)) near.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  const own = Object.assign(new URL(url), { port: String((server.address() as AddressInfo).port) })
  const silence = () => {
    for (const socket of open) silent.add(socket)
  }
  const proxy: BreakingProxy = { url: own.href, breakAt: null, silence }
  return proxy
}
