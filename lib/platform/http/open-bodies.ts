import type { IncomingMessage } from 'node:http'

export type BodyLimits = { bodies: number; bytes: number }
type OpenBody = { request: IncomingMessage; network: string; bytes: number }

/**
 * Bodies on their way from whoever has shown no right. Each holds memory until it has come, so that a network has a share of it, and
 * all networks together have. Where there are too many the oldest is cut off: what is sent at once is never refused for what
 * others send slowly.
 */
export class OpenBodies {
  readonly #open = new Set<OpenBody>()
  readonly #ofNetwork: BodyLimits
  readonly #ofAll: BodyLimits
  readonly #patience: number
  readonly #onCut: (network: string) => void

  /** `patience`: milliseconds that a body may take. `onCut` hears whose was cut off. */
  constructor(
    limits: { ofNetwork: BodyLimits; ofAll: BodyLimits; patience: number },
    onCut: (network: string) => void,
  ) {
    this.#ofNetwork = limits.ofNetwork
    this.#ofAll = limits.ofAll
    this.#patience = limits.patience
    this.#onCut = onCut
  }

  /** Counts a body of at most so many bytes, until it has come. */
  add(body: OpenBody): void {
    const timer = setTimeout(() => this.#cut(body), this.#patience).unref()
    body.request.once('close', () => {
      clearTimeout(timer)
      this.#open.delete(body)
    })
    this.#open.add(body)
    // What has come holds nothing open, though Next may not have read it yet.
    for (const each of this.#open) if (each.request.complete) this.#open.delete(each)
    this.#makeRoom(
      [...this.#open].filter(({ network }) => network === body.network),
      this.#ofNetwork,
    )
    this.#makeRoom([...this.#open], this.#ofAll)
  }

  #makeRoom(oldestFirst: OpenBody[], limits: BodyLimits): void {
    let bodies = oldestFirst.length
    let bytes = oldestFirst.reduce((sum, each) => sum + each.bytes, 0)
    for (const oldest of oldestFirst) {
      if (bodies <= limits.bodies && bytes <= limits.bytes) return
      bodies--
      bytes -= oldest.bytes
      this.#cut(oldest)
    }
  }

  #cut(body: OpenBody): void {
    this.#open.delete(body)
    if (body.request.complete) return
    this.#onCut(body.network)
    body.request.destroy()
  }
}
