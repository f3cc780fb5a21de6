import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { certificate, key, outside } from './outside.ts'

/** A whole request: its `webhook-id`, the last part of its path, its headers and body. */
export type HookRequest = { id: string; place: string; headers: IncomingHttpHeaders; body: string }

/** A server that takes webhooks, outlives killed servers and records every request. */
export class HookServer {
  readonly requests: HookRequest[] = []
  /** Run after a request has come and before its answer; and after that. */
  onRequest: () => void = () => undefined
  onAnswer: () => void = () => undefined
  /** The longest delay of an answer, milliseconds. */
  maxDelay = 15
  /** The status of the answer. */
  answer: (request: HookRequest) => number = () => 202
  readonly #server: Server

  private constructor() {
    this.#server = createServer({ key, cert: certificate, keepAliveTimeout: 60_000 }, (request, response) => {
      this.#take(request)
        .then(async (taken) => {
          await setTimeout(Math.random() * this.maxDelay)
          response.writeHead(this.answer(taken)).end(() => this.onAnswer())
        })
        .catch(() => response.destroy())
    })
    this.#server.on('clientError', (_, socket) => socket.destroy())
  }

  async #take(request: IncomingMessage): Promise<HookRequest> {
    const body = await text(request)
    const { headers, url = '' } = request
    const taken = { id: String(headers['webhook-id']), place: url.replace(/.*\//, ''), headers, body }
    this.requests.push(taken)
    this.onRequest()
    return taken
  }

  static async start(): Promise<HookServer> {
    const hooks = new HookServer()
    await new Promise<void>((resolve) => hooks.#server.listen(0, '127.0.0.1', resolve))
    return hooks
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Without the place at its end. */
  get url(): string {
    return `https://${outside.hooks}:${this.port}/`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
