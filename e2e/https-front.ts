import { request } from 'node:http'
import { createServer } from 'node:https'
import { readCertificate } from '../tests/certificates.ts'

export type HttpsFront = { url: string; redirectTo(server: string): void; stop(): Promise<void> }

/** A TLS proxy before the portal, on loopback: it ends TLS and forwards host and client address. */
export async function startHttpsFront(): Promise<HttpsFront> {
  let behind = ''
  const options = { key: readCertificate('key'), cert: readCertificate('trusted') }
  const server = createServer(options, (asked, answered) => {
    const headers = {
      ...asked.headers,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': asked.headers.host ?? '',
      'x-forwarded-for': asked.socket.remoteAddress ?? '',
    }
    const { method, url } = asked
    const passed = request(`${behind}${url}`, { method, headers }, (answer) => {
      answered.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(answered)
    })
    passed.on('error', () => answered.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The front has no port.')
  return {
    url: `https://localhost:${address.port}`,
    redirectTo: (url) => {
      behind = url
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}
