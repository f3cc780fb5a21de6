/** Random numbers that repeat for the same seed (Mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `from` to below `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.between(0, items.length)] ?? items[0]
  }

  /** One of the names, as often as its part of all shares. */
  weigh<Name extends string>(shares: { [name in Name]: number }): Name {
    const entries = Object.entries<number>(shares) as [Name, number][]
    let left = this.next() * entries.reduce((sum, [, share]) => sum + share, 0)
    for (const [name, share] of entries) {
      left -= share
      if (left < 0) return name
    }
    return (entries.at(-1) as [Name, number])[0]
  }

  /** A UUIDv7 (RFC 9562) of this time. */
  id(at: number): string {
    const time = at.toString(16).padStart(12, '0')
    const hex = (length: number) =>
      this.between(0, 16 ** length)
        .toString(16)
        .padStart(length, '0')
    const variant = (8 + this.between(0, 4)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
  }
}
