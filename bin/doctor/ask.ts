import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { parseClientAddress } from '#/lib/platform/log/origin.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import { patience } from './finding.ts'

/** `from`: our end of the connection. `ahead`: milliseconds by which its clock is ahead of ours; null if it does not say. */
export type Answer = {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
  from: string
  ahead: number | null
}

/** Characters of a body that are read. */
const most = 64 * 1024

/** Gets a URL without following it anywhere. @throws Error with Node's words */
export async function ask(url: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
  const { get } = url.startsWith('https:') ? https : http
  const signal = AbortSignal.timeout(patience - 500)
  const began = now()
  const request = get(url, { headers, signal, agent: false })
  const [response]: http.IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('No answer.')
  const middle = (began + now()) / 2
  const { socket } = response
  const from = `${parseClientAddress(socket.localAddress ?? '')}:${socket.localPort}`
  let body = ''
  for await (const chunk of response.setEncoding('utf8')) {
    body += chunk
    if (body.length > most) break
  }
  const date = Date.parse(response.headers.date ?? '')
  // The header has whole seconds.
  const ahead = Number.isNaN(date) ? null : date + second / 2 - middle
  return { status: response.statusCode ?? 0, headers: response.headers, body, from, ahead }
}
