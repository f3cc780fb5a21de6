import type { Category } from './commands.ts'

/** The accounts of the run: few, so that their notices collide. */
export const slugs = ['aurora', 'molo'] as const

/** The technical addresses of an account, its emergency address, its alert contact and its owner. */
export const addressesOf = (slug: string) => ({
  technical: [`tech@${slug}.example`, `second@${slug}.example`],
  emergency: [`oncall@${slug}.example`],
  alerts: [`anna@${slug}.example`],
  owners: [`olga@${slug}.example`],
})

/** The address of staff. */
export const staffAddress = 'grace@desk.example'

type Plan = { steps: string[][]; copies: string[] }

/** Who is told of a category, step by step (notices.md, Routing: the shipped table). */
export function planOf(slug: string, category: Category): Plan {
  const { technical, emergency, alerts, owners } = addressesOf(slug)
  if (category === 'technical') return { steps: [technical, alerts, owners], copies: [] }
  if (category === 'emergency') return { steps: [emergency, technical, owners], copies: alerts }
  return { steps: [alerts, technical, owners], copies: [] }
}

/** The first people told: the first step with an address that takes mail, and the copies. None: it is unroutable. */
export function listFirst({ steps, copies }: Plan, isMarked: (address: string) => boolean): string[] {
  for (const step of steps) {
    const reached = step.filter((address) => !isMarked(address))
    if (reached.length === 0) continue
    return [...new Set([...reached, ...copies.filter((address) => !isMarked(address))])]
  }
  return []
}
