/** A map of the `most` entries that were set last, so that remembered input from anybody cannot fill the memory. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #most: number

  constructor(most: number) {
    super()
    this.#most = most
  }

  override set(key: Key, value: Value): this {
    this.delete(key)
    super.set(key, value)
    if (this.size > this.#most) for (const oldest of this.keys().take(1)) this.delete(oldest)
    return this
  }
}
