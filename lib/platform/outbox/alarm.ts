/** Rings once at the earliest of the times it was set to. */
export class Alarm {
  readonly #ring: () => void
  #timer: NodeJS.Timeout | undefined
  #timerAt = Number.POSITIVE_INFINITY
  #nextTurn: NodeJS.Immediate | undefined

  constructor(ring: () => void) {
    this.#ring = ring
  }

  /** Rings in so many milliseconds, if not sooner. */
  within(milliseconds: number): void {
    const at = performance.now() + milliseconds
    if (at >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#timerAt = at
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY
      this.#ring()
    }, milliseconds)
  }

  /** Rings once what goes on in this turn is done. */
  afterThisTurn(): void {
    this.#nextTurn ??= setImmediate(() => {
      this.#nextTurn = undefined
      this.#ring()
    })
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#nextTurn)
  }
}
