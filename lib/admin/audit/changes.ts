/** One changed value; `path` is where it is, outermost name first. A value that was missing is undefined. */
export type AuditChange = { path: string[]; before: unknown; after: unknown }

/**
 * The differences between before and after. Compares objects part by part and lists as a whole. If one side is missing, every
 * part of the other was added or removed.
 */
export function listChanges(before: unknown, after: unknown, path: string[] = []): AuditChange[] {
  if (isSame(before, after)) return []
  const [left, right] = [partsOf(before), partsOf(after)]
  if (!left || !right) return [{ path, before: before ?? undefined, after: after ?? undefined }]
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return names.flatMap((name) => listChanges(left[name], right[name], [...path, name]))
}

/** The parts of an object, none for a missing value, null for any other value. */
function partsOf(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}

/** Treats undefined as null, and ignores the order of an object's parts. */
const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

function canonical(value: unknown): string {
  return (
    JSON.stringify(value ?? null, (_, inner) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}

export function listIds(...values: unknown[]): string[] {
  const found = JSON.stringify(values).match(/"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"/g) ?? []
  return [...new Set(found.map((quoted) => quoted.slice(1, -1)))]
}
