import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'

/** Milliseconds for one try at one name server. */
const patience = 1000
const hostsFile = '/etc/hosts'

/**
 * All addresses of a name, IPv4 first: as the hosts file has them, else the name servers; none if they know none. Not by the
 * system's own lookup: that blocks one of the few threads that files and mail need too, for as long as a name server is silent.
 */
export async function resolveHost(host: string): Promise<string[]> {
  const known = findInHosts(await readFile(hostsFile, 'utf8').catch(() => ''), host)
  if (known.length > 0) return known
  // A new one reads which name servers there are now.
  const resolver = new Resolver({ timeout: patience, tries: 2 })
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

/** The addresses that a hosts file (hosts(5)) gives a name. */
export function findInHosts(text: string, host: string): string[] {
  const rows = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
  return rows.flatMap(([address = '', ...names]) =>
    names.some((name) => name.toLowerCase() === host) ? [address] : [],
  )
}
