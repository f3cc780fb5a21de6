import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import { readCertificate } from '../tests/certificates.ts'

export type Answer = {
  url: string
  status: number
  headers: IncomingHttpHeaders
  raw: string[]
  bytes: Buffer
  body: string
}
type Asked = { method?: string; headers?: Record<string, string>; body?: FormData; localAddress?: string }

const agent = new Agent({ keepAlive: true, ca: readCertificate('trusted') })

/** Sends a request with any header, from an address of this machine; verifies TLS, and follows no redirect. */
export async function ask(url: string, { body, headers, ...asked }: Asked = {}): Promise<Answer> {
  const form = body && new Response(body)
  const type = form?.headers.get('content-type')
  const init = { ...asked, headers: { ...(type && { 'content-type': type }), ...headers } }
  const bytes = form ? Buffer.from(await form.arrayBuffer()) : ''
  const answer = await new Promise<IncomingMessage>((answered, failed) => {
    const sent = url.startsWith('https:') ? requestHttps(url, { ...init, agent }) : requestHttp(url, init)
    sent.on('response', answered).on('error', failed).end(bytes)
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const { statusCode: status = 0, headers: said, rawHeaders: raw } = answer
  const whole = Buffer.concat(chunks)
  return { url, status, headers: said, raw, bytes: whole, body: whole.toString() }
}
