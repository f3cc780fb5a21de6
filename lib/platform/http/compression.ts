import { globSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'
import Negotiator from 'negotiator'

export type Coding = 'br' | 'gzip' | 'deflate'

const copyEndings: Partial<Record<Coding, string>> = { br: '.br', gzip: '.gz' }
const copyTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=UTF-8',
  js: 'application/javascript; charset=UTF-8',
}

const compress = compression()

/**
 * Compresses the answer, if the client takes it so; `serve` makes it. Next's own compression knows no brotli and ends a
 * block at each of React's writes, of 2 KB: pages were up to twice as large. Here a block ends once in a turn of the event loop.
 */
export function compressResponse(
  request: IncomingMessage,
  response: ServerResponse,
  serve: () => void,
): void {
  const answer = response as ServerResponse & { flush(): void }
  leadToCopy(request, answer)
  compress(request as Parameters<typeof compress>[0], answer as Parameters<typeof compress>[1], () => {
    const { flush } = answer
    let isDue = false
    answer.flush = () => {
      if (isDue) return
      isDue = true
      setImmediate(() => {
        isDue = false
        flush()
      })
    }
    serve()
  })
}

/** The coding in which a client who sends this `Accept-Encoding` gets a body of 1 KB or more; null for none. */
export function chooseCoding(acceptEncoding: string | null): Coding | null {
  const headers = { 'accept-encoding': acceptEncoding ?? '' }
  const accepts = new Negotiator({ headers }) as Negotiator & Choosing
  const [first] = accepts.encodings(['br', 'gzip', 'deflate', 'identity'], { preferred: ['br', 'gzip'] })
  return first === 'br' || first === 'gzip' || first === 'deflate' ? first : null
}

/** What @types/negotiator does not know yet: which of equally welcome codings to take. */
type Choosing = { encodings(available: string[], among: { preferred: Coding[] }): string[] }

/** Leads a request for a script or style to the copy that the build compressed (scripts/compress.ts). */
function leadToCopy(request: IncomingMessage, response: ServerResponse): void {
  const { url = '', headers } = request
  const [path = '', query] = url.split('?', 2)
  const type = copyTypes[path.slice(path.lastIndexOf('.') + 1)]
  if (!type || !path.startsWith('/_next/static/')) return
  response.setHeader('vary', 'Accept-Encoding')
  // Next answers 500 where one of these fails; the whole file is a right answer too (RFC 9110, 14.2).
  for (const name of ['range', 'if-match', 'if-unmodified-since']) delete headers[name]
  const coding = chooseCoding(String(headers['accept-encoding'] ?? ''))
  const ending = coding && copyEndings[coding]
  if (!ending || !listCopies().has(path + ending)) return
  request.url = path + ending + (query === undefined ? '' : `?${query}`)
  response.setHeader('content-encoding', coding)
  response.setHeader('content-type', type)
}

let copies: ReadonlySet<string> | undefined

/** The addresses of all compressed copies; the server's folder does not change while it runs. */
function listCopies(): ReadonlySet<string> {
  copies ??= new Set(globSync('static/**/*.{br,gz}', { cwd: '.next' }).map((name) => `/_next/${name}`))
  return copies
}
