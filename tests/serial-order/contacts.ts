import type { Category } from './commands.ts'

/** The accounts of the run: few, so that their notices collide. Whoever is mailed at the last one is unknown there. */
export const slugs = ['aurora', 'molo', 'ostia'] as const

export const isGone = (address: string) => address.endsWith('@ostia.example')

/** What no account is called. */
export const unknownAccount = 'nobody'

/** The technical addresses of an account, its emergency address, its alert contact and its owner. */
export const addressesOf = (slug: string) => ({
  technical: [`tech@${slug}.example`, `second@${slug}.example`],
  emergency: [`oncall@${slug}.example`],
  alerts: [`anna@${slug}.example`],
  owners: [`olga@${slug}.example`],
})

export const staffAddress = 'grace@desk.example'

type Plan = { steps: string[][]; copies: string[] }

/** Who is notified of a category, step by step (notices.md, Routing: the default table). */
export function planOf(slug: string, category: Category): Plan {
  const { technical, emergency, alerts, owners } = addressesOf(slug)
  if (category === 'technical') return { steps: [technical, alerts, owners], copies: [] }
  if (category === 'emergency') return { steps: [emergency, technical, owners], copies: alerts }
  return { steps: [alerts, technical, owners], copies: [] }
}

/**
 * The first people notified: the first step with an address that takes mail, and the copies. Without such a step it is
 * unroutable, though copies go out.
 */
export function listFirst({ steps, copies }: Plan, isMarked: (address: string) => boolean) {
  const unmarked = (addresses: readonly string[]) => addresses.filter((address) => !isMarked(address))
  const reached = steps.map(unmarked).find((step) => step.length > 0) ?? []
  return { isReached: reached.length > 0, recipients: [...new Set([...reached, ...unmarked(copies)])] }
}
