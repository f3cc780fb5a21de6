import { NextRequest } from 'next/server'
import type { Store } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>

export type Asked = {
  params?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
  key?: string
}

/** Calls a route handler as Next does, and reads its answer. */
export async function ask(
  handler: Handler,
  { params = {}, query = {}, headers = {}, body, key }: Asked = {},
) {
  const url = new URL(`http://portal.example/api/v1/asked?${new URLSearchParams(query)}`)
  const request = new NextRequest(url, {
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && {
      method: 'POST',
      body: typeof body === 'string' || body instanceof ReadableStream ? body : JSON.stringify(body),
      duplex: 'half',
    }),
  })
  const answer = await handler(request, { params: Promise.resolve(params) })
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
}

export async function keyWith(store: Store, ...scopes: KeyScope[]): Promise<string> {
  const { key } = await store.transact((tx) => insertSource(tx, { name: 'Registry', scopes }, null))
  return key
}
