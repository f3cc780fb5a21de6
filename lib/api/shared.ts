/** Each route may be a module graph of its own (stack.md, Running); what they count together is one. */
const shared = globalThis as typeof globalThis & { recapitoLimits?: Map<string, unknown> }

/** The limit of this name, made at the first call. */
export function shareLimit<Limit>(name: string, make: () => Limit): Limit {
  shared.recapitoLimits ??= new Map()
  const known = shared.recapitoLimits.get(name)
  if (known !== undefined) return known as Limit
  const made = make()
  shared.recapitoLimits.set(name, made)
  return made
}
