import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { serve } from '#/tests/serve.ts'
import { OpenBodies } from './open-bodies.ts'

type Limits = ConstructorParameters<typeof OpenBodies>[0]
const generous: Limits = {
  ofNetwork: { bodies: 100, bytes: 1000 },
  ofAll: { bodies: 100, bytes: 1000 },
  patience: 600_000,
}

/** A server that reads every body and answers none; the path names the network. */
async function listen(limits: Partial<Limits>) {
  const cut: string[] = []
  const bodies = new OpenBodies({ ...generous, ...limits }, (network) => cut.push(network))
  const arrivals: (() => void)[] = []
  const port = await serve((request) => {
    const length = request.headers['content-length']
    const bytes = length === undefined ? 'unsized' : Number(length)
    bodies.add({ request, network: request.url ?? '', bytes })
    request.resume()
    arrivals.shift()?.()
  })

  /** Sends a body of `bytes`, without its end unless `whole`, and waits until the server has counted it. */
  async function send(network: string, bytes: number, whole = false): Promise<Socket> {
    const arrived = new Promise<void>((done) => arrivals.push(done))
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    const head = `POST ${network} HTTP/1.1\r\nhost: a\r\ncontent-length: ${bytes}\r\n\r\n`
    socket.write(head + 'x'.repeat(whole ? bytes : bytes - 1))
    socket.resume()
    await arrived
    return socket
  }
  /** Sends `bytes` of a body of unknown length. */
  async function sendChunk(network: string, bytes: number): Promise<Socket> {
    const arrived = new Promise<void>((done) => arrivals.push(done))
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    socket.write(`POST ${network} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`)
    socket.resume()
    await arrived
    addChunk(socket, bytes)
    return socket
  }
  return { send, sendChunk, cut }
}

function addChunk(socket: Socket, bytes: number): void {
  socket.write(`${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`)
}

test('cuts off the oldest body of a network with too many open bytes, and no other network’s', async () => {
  const { send, cut } = await listen({ ofNetwork: { bodies: 100, bytes: 100 } })
  const neighbour = await send('/b', 60)
  const first = await send('/a', 60)
  const ended = once(first, 'close')
  const second = await send('/a', 60)
  await ended
  expect(cut).toEqual(['/a'])
  expect([neighbour.destroyed, second.destroyed]).toEqual([false, false])
})

test('cuts off the oldest of too many bodies, of one network or of all', async () => {
  const few = { bodies: 2, bytes: 1000 }
  for (const [limits, networks] of [
    [{ ofNetwork: few }, ['/a', '/a', '/a']],
    [{ ofAll: few }, ['/a', '/b', '/c']],
  ] as const) {
    const { send, cut } = await listen(limits)
    const [first, ...others] = [await send(networks[0], 5), await send(networks[1], 5)]
    const ended = once(first, 'close')
    others.push(await send(networks[2], 5))
    await ended
    expect(cut).toEqual(['/a'])
    expect(others.map(({ destroyed }) => destroyed)).toEqual([false, false])
  }
})

test('counts a body of unknown length as it comes', async () => {
  const { send, sendChunk, cut } = await listen({ ofNetwork: { bodies: 100, bytes: 100 } })
  const neighbour = await sendChunk('/b', 90)
  const first = await sendChunk('/a', 60)
  const second = await send('/a', 30)
  const ended = once(first, 'close')
  addChunk(first, 60)
  await ended
  expect(cut).toEqual(['/a'])
  expect([neighbour.destroyed, second.destroyed]).toEqual([false, false])
})

test('counts what arrived of such a body before its sender was known', async () => {
  const cut: string[] = []
  const limits = { ...generous, ofNetwork: { bodies: 100, bytes: 100 } }
  const bodies = new OpenBodies(limits, (network) => cut.push(network))
  const port = await serve((request) => {
    request.once('readable', () => bodies.add({ request, network: '/a', bytes: 'unsized' }))
  })
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  addChunk(socket.resume(), 120)
  await once(socket, 'close')
  expect(cut).toEqual(['/a'])
})

test('cuts off a body that does not end in time', async () => {
  const { send, cut } = await listen({ patience: 10 })
  await once(await send('/a', 5), 'close')
  expect(cut).toEqual(['/a'])
})

test('neither counts nor cuts off a complete body', async () => {
  const { send, cut } = await listen({ ofNetwork: { bodies: 1, bytes: 100 }, patience: 10 })
  const whole = [await send('/a', 50, true), await send('/a', 50, true), await send('/a', 50, true)]
  await once(await send('/a', 50), 'close')
  expect(cut).toEqual(['/a'])
  expect(whole.map(({ destroyed }) => destroyed)).toEqual([false, false, false])
})
