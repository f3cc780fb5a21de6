import { createHash } from 'node:crypto'

/** A rendered body with its strong entity tag. It holds from `from` up to `until` (milliseconds UTC). */
export type KeptBody = { bytes: Buffer<ArrayBuffer>; tag: string; from: number; until: number }

/**
 * Keeps rendered bodies under a key that holds everything they are made of, so that none is out of date. Drops the longest
 * unused when they exceed `mostBytes` together.
 */
export function keepBodies(mostBytes: number) {
  const kept = new Map<string, KeptBody>()
  let bytes = 0

  function forget(key: string): void {
    const body = kept.get(key)
    if (body === undefined) return
    kept.delete(key)
    bytes -= sizeOf(key, body)
  }

  return {
    get bytes() {
      return bytes
    },
    /** The body kept under `key`, or the one that `render` makes together with its end. */
    take(key: string, at: number, render: () => { text: string; until: number }): KeptBody {
      const known = kept.get(key)
      const body = known && known.from <= at && at < known.until ? known : makeBody(render(), at)
      forget(key)
      kept.set(key, body)
      bytes += sizeOf(key, body)
      for (const [oldest] of kept) {
        if (bytes <= mostBytes) break
        forget(oldest)
      }
      return body
    },
  }
}

function makeBody({ text, until }: { text: string; until: number }, at: number): KeptBody {
  const bytes = Buffer.from(text)
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { bytes, tag, from: at, until }
}

function sizeOf(key: string, { bytes }: KeptBody): number {
  return 2 * key.length + bytes.length
}
