import type { Resolver } from 'node:dns/promises'
import { hostname } from 'node:os'
import { broken, type Finding, look, ok, reasonOf } from './finding.ts'

/** Who looks names up. */
export type Names = Pick<Resolver, 'resolve4' | 'resolve6' | 'resolveMx' | 'resolveTxt'>

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Whether bounces to `MAIL_BOUNCE` reach a mail server. */
export async function checkReturnPath(
  bounce: string | undefined,
  appUrl: string,
  names: Names,
): Promise<Finding> {
  if (!bounce)
    return look('MAIL_BOUNCE is not set, so no bounce is matched to its delivery. See docs/bounces.md.')
  const domain = domainOf(bounce)
  return asAdvice(async () => {
    const servers = await find(() => names.resolveMx(domain))
    const [first] = servers.toSorted((a, b) => a.priority - b.priority)
    if (first?.exchange) return ok(`${first.exchange} receives the bounces of ${domain}.`)
    // RFC 7505.
    if (first) return broken(`${domain} says that it receives no email. Give it another MX record.`)
    const found = await Promise.all([find(() => names.resolve4(domain)), find(() => names.resolve6(domain))])
    const [address] = found.flat()
    if (!address) return broken(`${domain} has no MX record, so no bounce arrives. See docs/bounces.md.`)
    if ([hostname(), new URL(appUrl).hostname].includes(domain)) return ok(`${domain} is this host.`)
    return look(`${domain} has no MX record: bounces go to ${address}. Give it one if that is not meant.`)
  })
}

/** Whether receivers can tell that our mail is ours: SPF of the return path (RFC 7208, 2.4), DMARC of the sender. */
export async function checkSender(
  sender: string,
  bounce: string | undefined,
  names: Names,
): Promise<Finding> {
  const [from, path] = [domainOf(sender), domainOf(bounce ?? sender)]
  if (!from.includes('.'))
    return look(`MAIL_FROM is at ${from}, which other mail servers do not know. Use a domain of yours.`)
  return asAdvice(async () => {
    const has = async (name: string, tag: string) => {
      const texts = await find(() => names.resolveTxt(name))
      return texts.some((parts) => parts.join('').startsWith(tag))
    }
    const [hasSpf, policies] = await Promise.all([
      has(path, 'v=spf1'),
      Promise.all(parentsOf(from).map((domain) => has(`_dmarc.${domain}`, 'v=DMARC1'))),
    ])
    const missing = [
      ...(hasSpf ? [] : [`SPF record of ${path}`]),
      ...(policies.includes(true) ? [] : [`DMARC record of ${from}`]),
    ]
    if (missing.length === 0) return ok(`${path} has SPF, ${from} has DMARC.`)
    return look(`There is no ${missing.join(' and no ')}: others may take our email for spam. Add it in DNS.`)
  })
}

/** The domain and its parents of at least two labels. */
function parentsOf(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

/** The records; none if DNS says that there are none. */
async function find<Entry>(look: () => Promise<Entry[]>): Promise<Entry[]> {
  return look().catch((error) => {
    if (['ENOTFOUND', 'ENODATA'].includes(error?.code)) return []
    throw error
  })
}

/** A machine may send mail without DNS of its own. */
async function asAdvice(judge: () => Promise<Finding>): Promise<Finding> {
  return judge().catch((error) => look(`DNS does not answer here: ${reasonOf(error)}.`))
}
