import { buildProblem, problemMediaType } from '#/lib/platform/http/problem.ts'
import type { Refusal } from './refusal.ts'

/** No cache may store an API response, and no browser may guess its type. */
const fixedHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

export function jsonResponse(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...fixedHeaders, ...headers },
  })
}

export function textResponse(text: string, contentType: string): Response {
  return new Response(text, { headers: { 'content-type': contentType, ...fixedHeaders } })
}

export function problemResponse(refusal: Refusal): Response {
  const { title, status, detail, problems, headers } = refusal
  const problem = buildProblem({ title, status, problems, ...(detail !== undefined && { detail }) })
  return jsonResponse(problem, { status, headers: { 'content-type': problemMediaType, ...headers } })
}
