/** The key of an address: addresses that differ only in case are the same. */
export function addressKey(address: string): string {
  return address.toLowerCase()
}
