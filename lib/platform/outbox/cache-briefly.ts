import { fresh } from './delivery.ts'

/** Caches for a second. A failed read fails only the messages that waited for it. */
export function cacheBriefly<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let last: { value: Promise<Value>; at: number } | null = null
  return () => {
    if (last && performance.now() - last.at < fresh) return last.value
    const value = read()
    last = { value, at: performance.now() }
    value.catch(() => (last = null))
    return value
  }
}
