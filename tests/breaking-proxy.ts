import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** `breakAt`: a connection on which this is sent breaks in that moment, before the database has heard of it; null: none does. */
export type BreakingProxy = { url: string; breakAt: string | null }

/** What stands between the running test and its PostgreSQL. */
export async function standBefore(url: string): Promise<BreakingProxy> {
  const { hostname, port } = new URL(url)
  const open = new Set<Socket>()
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
      else far.write(chunk)
    })
    far.pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  const own = Object.assign(new URL(url), { port: String((server.address() as AddressInfo).port) })
  const proxy: BreakingProxy = { url: own.href, breakAt: null }
  return proxy
}
