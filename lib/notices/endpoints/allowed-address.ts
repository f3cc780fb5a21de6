import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'
import { env } from '#/env.ts'

/** Azure's address of the machine below a virtual one; every virtual machine reaches it, and it lies among the public ones. */
const azureHost = '168.63.129.16'
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether endpoints may have this address: a public one, or one of `networks`. Only the usual spelling of an address is one. */
export function isAllowedAddress(
  address: string,
  networks: readonly string[] = env.ENDPOINT_NETWORKS,
): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    const isPublic = ipaddr.IPv4.parse(address).range() === 'unicast' && address !== azureHost
    return isPublic || isIn(address, networks)
  }
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false
  const parsed = ipaddr.IPv6.parse(address)
  if (parsed.isIPv4MappedAddress()) return false
  return (parsed.range() === 'unicast' && parsed.match(globalUnicast)) || isIn(address, networks)
}

const isIn = (address: string, networks: readonly string[]) => proxyAddr.compile([...networks])(address, 0)
