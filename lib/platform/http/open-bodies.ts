import type { IncomingMessage } from 'node:http'

type BodyLimits = { bodies: number; bytes: number }
type OpenBody = { request: IncomingMessage; network: string; bytes: number }

/**
 * Request bodies under way from clients that have shown no right. Each holds memory, so every network has a limit, and
 * all networks together. Over a limit we cut off the oldest: slow senders never cause the refusal of a quick one.
 */
export class OpenBodies {
  readonly #open = new Set<OpenBody>()
  readonly #ofNetwork: BodyLimits
  readonly #ofAll: BodyLimits
  readonly #patience: number
  readonly #onCut: (network: string) => void

  /** `patience`: milliseconds that a body may take. `onCut` gets the request that was cut off. */
  constructor(
    limits: { ofNetwork: BodyLimits; ofAll: BodyLimits; patience: number },
    onCut: (network: string) => void,
  ) {
    this.#ofNetwork = limits.ofNetwork
    this.#ofAll = limits.ofAll
    this.#patience = limits.patience
    this.#onCut = onCut
  }

  /** Counts a body of at most `bytes` until it is complete; `unsized`: counts bytes as they arrive. */
  add({ request, network, bytes }: Omit<OpenBody, 'bytes'> & { bytes: number | 'unsized' }): void {
    const body = { request, network, bytes: bytes === 'unsized' ? request.readableLength : bytes }
    if (bytes === 'unsized') this.#measure(body)
    const timer = setTimeout(() => this.#cut(body), this.#patience).unref()
    body.request.once('close', () => {
      clearTimeout(timer)
      this.#open.delete(body)
    })
    this.#open.add(body)
    this.#keepLimits(network)
  }

  /** Node hands each part of a body to the request's `push`. */
  #measure(body: OpenBody): void {
    const { request, network } = body
    const push = request.push
    request.push = (part: Buffer | null, ...rest) => {
      if (part && this.#open.has(body)) {
        body.bytes += part.length
        this.#keepLimits(network)
      }
      return push.call(request, part, ...rest)
    }
  }

  #keepLimits(network: string): void {
    // A complete body holds nothing open, even if Next has not read it yet.
    for (const each of this.#open) if (each.request.complete) this.#open.delete(each)
    this.#makeRoom(
      [...this.#open].filter((each) => each.network === network),
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
