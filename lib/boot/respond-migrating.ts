import type { IncomingMessage, ServerResponse } from 'node:http'
import { withVersion } from '#/lib/admin/health/health.ts'
import { buildProblem, problemMediaType } from '#/lib/platform/http/problem.ts'
import { negotiateLocale } from '#/lib/platform/i18n/locale-negotiation.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'

/** Seconds. */
const retryAfter = 5

/**
 * Responds 503 to any request while the store is being migrated: Next would keep it waiting until the
 * end, and a load balancer, a sender or a person would not know why.
 */
export function respondMigrating(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '', headers } = request
  const { type, body } = bodyFor(url, headers['accept-language'] ?? null)
  response.writeHead(503, { 'content-type': type, 'retry-after': String(retryAfter) })
  response.end(method === 'HEAD' ? undefined : body)
  // Drains the unread body.
  request.resume()
}

function bodyFor(url: string, language: string | null): { type: string; body: string } {
  if (url.split('?')[0] === '/api/health')
    return { type: 'application/json', body: JSON.stringify(withVersion({ status: 'migrating' })) }
  if (url.startsWith('/api/')) {
    const detail = 'Recapito is being updated. Nothing was accepted; retry later.'
    const problem = buildProblem({ title: 'The store is temporarily unavailable', status: 503, detail })
    return { type: problemMediaType, body: JSON.stringify(problem) }
  }
  const locale = negotiateLocale(language)
  const t = translatorFor(locale, 'common')
  const title = t('migrating.title')
  const page = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>${t('migrating.text')}</p>
</html>
`
  return { type: 'text/html; charset=utf-8', body: page }
}
