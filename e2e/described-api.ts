import { expect } from '@playwright/test'
import type { Document, DocumentOperation } from '#/lib/api/openapi/document.ts'
import { createChecker, type Described, findOperation, listOperations } from '../tests/openapi.ts'

export type Call = {
  params?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  key?: string
  /** The media type; `application/json` by default. */
  type?: string
  body?: unknown
}

/** A running API, checked against its own description. */
export class DescribedApi {
  readonly document: Document
  readonly operations: Described[]
  readonly #url: string
  readonly #check: ReturnType<typeof createChecker>

  private constructor(url: string, document: Document) {
    this.#url = url
    this.document = document
    this.operations = listOperations(document)
    this.#check = createChecker(document)
  }

  static async read(url: string): Promise<DescribedApi> {
    const answer = await fetch(`${url}/api/v1/openapi.json`)
    return new DescribedApi(url, (await answer.json()) as Document)
  }

  /** Calls an operation and expects this status and a described answer. */
  async call(id: string, call: Call, status: number): Promise<{ body: unknown; headers: Headers }> {
    const answer = await this.#send(id, call)
    const text = await answer.text()
    expect(answer.status, `${id}: ${text}`).toBe(status)
    return { body: this.#hold(this.find(id).operation, answer, text), headers: answer.headers }
  }

  /** Calls an operation and expects any described answer; every operation describes 500. */
  async try(
    id: string,
    call: Call,
  ): Promise<{ status: number; text: string; body: unknown; headers: Headers }> {
    const answer = await this.#send(id, call)
    const { status, headers } = answer
    const text = await answer.text()
    const body = status === 500 ? null : this.#hold(this.find(id).operation, answer, text)
    return { status, text, body, headers }
  }

  async #send(id: string, call: Call): Promise<Response> {
    const { method, path } = this.find(id)
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(call.params?.[name] ?? 'none'),
    )
    const { type = 'application/json', key, body } = call
    return fetch(`${this.#url}${address}?${new URLSearchParams(call.query)}`, {
      method: method.toUpperCase(),
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': type }),
        ...call.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  find(id: string): Described {
    return findOperation(this.operations, id)
  }

  #hold(operation: DocumentOperation, answer: Response, text: string): unknown {
    const { operationId } = operation
    const described = operation.responses[answer.status]
    expect(described, `${operationId} describes ${answer.status}`).toBeDefined()
    for (const name of ['retry-after', 'location', 'idempotency-replayed', 'www-authenticate']) {
      const known = Object.keys(described?.headers ?? {}).map((header) => header.toLowerCase())
      if (answer.headers.has(name)) expect(known, `${operationId} ${answer.status}`).toContain(name)
    }
    if (described && !described.content) {
      expect(text, `${operationId} ${answer.status}`).toBe('')
      return null
    }
    const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
    const content = described?.content?.[type]
    expect(content, `${operationId} describes ${answer.status} as ${type}`).toBeDefined()
    const value = type.endsWith('json') ? JSON.parse(text) : text
    expect(this.#check(content?.schema, value), `${operationId} ${answer.status}: ${text}`).toBe('')
    return value
  }
}
