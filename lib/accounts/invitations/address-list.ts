import { splitAddresses } from '#/lib/contacts/form/paste.ts'
import { type AddressProblemCode, parseAddress } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export type RefusedAddress = {
  typed: string
  code: AddressProblemCode | 'duplicate'
  params: { max?: number; character?: string }
}
type AddressList = { addresses: string[]; refused: RefusedAddress[] }

/** Reads the addresses typed into one field, and every other part with the reason. */
export function parseAddressList(text: string): AddressList {
  const list: AddressList = { addresses: [], refused: [] }
  const seen = new Set<string>()
  for (const typed of splitAddresses(text)) {
    const parsed = parseAddress(typed)
    if (!parsed.ok) list.refused.push({ typed, code: parsed.code, params: parsed.params })
    else if (seen.has(addressKey(parsed.address))) list.refused.push({ typed, code: 'duplicate', params: {} })
    else list.addresses.push(parsed.address)
    if (parsed.ok) seen.add(addressKey(parsed.address))
  }
  return list
}
