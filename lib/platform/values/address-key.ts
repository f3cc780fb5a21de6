/** What makes two addresses the same: upper and lower case do not count. */
export function addressKey(address: string): string {
  return address.toLowerCase()
}
