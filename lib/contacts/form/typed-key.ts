import { parseAddress } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

/** The key of an address as somebody typed it, with spaces or its domain in its own letters; of what is none, of its text. */
export function keyOfTyped(typed: string): string {
  const parsed = parseAddress(typed)
  return addressKey(parsed.ok ? parsed.address : typed.trim())
}
