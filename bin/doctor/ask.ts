import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'
import { parseClientAddress } from '#/lib/platform/log/origin.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import { questionLimit } from './finding.ts'

/** `from`: our end of the connection. `ahead`: milliseconds by which its clock is ahead of ours; null if it does not say. */
export type Answer = {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
  from: string
  ahead: number | null
}

/** Gets a URL without following it anywhere. @throws Error with Node's words */
export async function ask(url: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
  const { get } = url.startsWith('https:') ? https : http
  const began = now()
  const request = get(url, { headers, signal: AbortSignal.timeout(questionLimit), agent: false })
  const [response]: [http.IncomingMessage] = (await once(request, 'response')) as [http.IncomingMessage]
  const middle = (began + now()) / 2
  const { localAddress = '', localPort } = response.socket
  const date = Date.parse(response.headers.date ?? '')
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
    from: `${parseClientAddress(localAddress)}:${localPort}`,
    // The header has whole seconds.
    ahead: Number.isNaN(date) ? null : date + second / 2 - middle,
  }
}
