import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { admin } from './demo.ts'
import { expect, test } from './fixtures.ts'

// Its memory is measured, and its places for bodies are taken.
test.use({ sharesServer: false })

const megabyte = 1_000_000

/** Sends a POST with an unfinished body, by default one byte short; `said` returns the server's answer so far. */
function begin(
  url: string,
  path: string,
  length: number,
  sent = length - 1,
): { socket: Socket; said: () => string } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined)
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
  )
  socket.write(Buffer.alloc(sent, '{'))
  return { socket, said: () => said }
}

test('endless bodies from strangers use little memory', async ({ site }) => {
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${site.server.pid}/status`, 'utf8'))?.[1]) / 1024
  await fetch(`${site.url}/sign-in`)
  const before = memory()

  const large = Array.from({ length: 60 }, () => begin(site.url, '/sign-in', 9.5 * megabyte))
  for (const { said } of large) await expect.poll(said).toContain(' 413 ')
  const inBodies = Array.from({ length: 30 }, () => begin(site.url, '/api/v1/events/pagerduty', 512 * 1024))
  // A network can have 4 MiB in transfer: the server cuts the older requests.
  await expect.poll(() => inBodies.filter(({ socket }) => !socket.closed)).toHaveLength(8)
  // A server needs some 100 MB to warm up; the test sends 600.
  expect(memory() - before).toBeLessThan(200)
  expect((await fetch(`${site.url}/sign-in`)).status).toBe(200)

  await expect.poll(() => site.server.log()).toContain('open-bodies')
  for (const { socket } of [...large, ...inBodies]) {
    socket.destroy()
    if (!socket.closed) await once(socket, 'close')
  }
})

test('a body from an ended session counts as a stranger’s, and its form is kept', async ({ site }) => {
  const cookie = await site.cookie(admin)
  const open = (length: string) => {
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1').on('error', () => undefined)
    socket.resume()
    const type = 'multipart/form-data; boundary=b'
    socket.write(
      `POST /settings HTTP/1.1\r\nhost: a\r\ncookie: ${cookie}\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`,
    )
    return socket
  }
  const sized = () => {
    const socket = open(`content-length: ${megabyte}`)
    socket.write(Buffer.alloc(megabyte - 1, 'x'))
    return socket
  }
  const chunked = () => {
    const socket = open('transfer-encoding: chunked')
    socket.write(`${megabyte.toString(16)}\r\n`)
    socket.write(Buffer.alloc(megabyte, 'x'))
    socket.write('\r\n')
    return socket
  }
  const alive = (sockets: { closed: boolean }[]) => () => sockets.filter(({ closed }) => !closed).length
  const live = Array.from({ length: 8 }, sized)
  expect(alive(live)()).toBe(8)
  for (const socket of live) socket.destroy()

  site.change('update sessions set ended_at = 1')
  for (const begin of [sized, chunked]) {
    const sockets = Array.from({ length: 12 }, begin)
    // A network can have 4 MiB in transfer.
    await expect.poll(alive(sockets)).toBeLessThanOrEqual(4)
    for (const socket of sockets) socket.destroy()
  }
  const form = new FormData()
  form.append('name', 'x'.repeat(200_000))
  const kept = await fetch(`${site.url}/settings`, {
    method: 'POST',
    headers: { cookie },
    body: form,
    redirect: 'manual',
  })
  expect(kept.status).not.toBe(413)
})

test('takes a large file from a signed-in person only', async ({ site }) => {
  const upload = async (headers: Record<string, string>) => {
    const form = new FormData()
    form.append('file', new File(['name,slug\n'.padEnd(megabyte, 'x')], 'accounts.csv'))
    const path = '/admin/accounts/import/upload'
    const sent = { method: 'POST', headers, body: form, redirect: 'manual' } as const
    const answer = await fetch(site.url + path, sent)
    return [answer.status, answer.headers.get('location')?.split(/[?/]/).includes('sign-in') ?? null]
  }
  const cookie = await site.cookie(admin)
  expect(await upload({ cookie })).toEqual([303, false])
  expect((await upload({}))[0]).toBe(413)
  expect((await upload({ cookie: `${cookie}x` }))[0]).toBe(413)
  site.change('update sessions set ended_at = 1')
  expect((await upload({ cookie }))[0]).toBe(413)
})
