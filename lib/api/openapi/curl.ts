import type { DocumentOperation, DocumentParameter } from './document.ts'

/** The key in examples: a shell variable, so that copied commands work once it is set. */
export const keyVariable = 'RECAPITO_KEY'

/** An operation as a curl command. A body that is not JSON comes from a file. `origin`: where the API is served. */
export function buildCurl(
  { path, method, operation }: { path: string; method: string; operation: DocumentOperation },
  { origin, type, value }: { origin: string; type?: string | undefined; value?: unknown },
): string {
  const parts = [`curl ${quote(`${origin}${fillPath(path, operation.parameters ?? [])}`)}`]
  if (method !== 'get') parts.push(`-X ${method.toUpperCase()}`)
  const [first = {}] = operation.security
  if ('bearer' in first && !holdsKey(value)) parts.push(`-H "Authorization: Bearer $${keyVariable}"`)
  if (type !== undefined) {
    parts.push(`-H ${quote(`Content-Type: ${type}`)}`)
    parts.push(
      type.endsWith('json') ? `-d ${quote(JSON.stringify(value, null, 2))}` : '--data-binary @message.eml',
    )
  }
  return parts.join(' \\\n  ')
}

function holdsKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'routing_key' in value
}

/** The path with its examples, and the required parameters of the query. */
function fillPath(path: string, parameters: readonly DocumentParameter[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parameters.find((each) => each.in === 'path' && each.name === name)?.example ?? name),
  )
  const required = parameters.filter((each) => each.in === 'query' && each.required)
  const query = new URLSearchParams(required.map(({ name, example = '' }) => [name, example]))
  return required.length > 0 ? `${filled}?${query}` : filled
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
