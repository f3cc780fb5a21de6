/** One thing that an entry says was changed; `path` names it, from the outside in. What was not there is undefined. */
export type AuditChange = { path: string[]; before: unknown; after: unknown }

/**
 * What differs between before and after, each thing by itself: objects are gone into, lists are compared whole. Where only one
 * side is an object, its parts were added or taken away.
 */
export function listChanges(before: unknown, after: unknown, path: string[] = []): AuditChange[] {
  if (isSame(before, after)) return []
  const [left, right] = [partsOf(before), partsOf(after)]
  if (!left || !right) return [{ path, before: before ?? undefined, after: after ?? undefined }]
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return names.flatMap((name) => listChanges(left[name], right[name], [...path, name]))
}

/** An object's parts; nothing has none. Null for what is no object. */
function partsOf(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}

/** Nothing and null are the same, and so are objects whatever the order of their parts. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value ?? null, (_, inner) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}

/** Every id that the values hold, so that their names can be read. */
export function listIds(...values: unknown[]): string[] {
  const found = JSON.stringify(values).match(/"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"/g) ?? []
  return [...new Set(found.map((quoted) => quoted.slice(1, -1)))]
}
