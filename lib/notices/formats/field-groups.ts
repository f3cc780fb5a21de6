const maxGroups = 200

/**
 * Field groups between empty lines (RFC 3464, 2.1), at most 200. Lower-case names, unfolded lines; the first of a name
 * wins.
 */
export function parseFieldGroups(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = []
  for (const block of text.trim().split(/\r?\n[ \t]*\r?\n/, maxGroups)) {
    const group = new Map<string, string>()
    for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
      if (name !== '' && !group.has(name)) group.set(name, line.slice(colon + 1).trim())
    }
    if (group.size > 0) groups.push(group)
  }
  return groups
}
