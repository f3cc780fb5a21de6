import { foldText } from '#/lib/platform/values/fold.ts'

type Member = { userId: string; name: string; email: string }

/** The ids of the members whose name or address holds every word; of all for no words. */
export function findMembers(members: readonly Member[], typed: string): Set<string> {
  const words = foldText(typed).split(/\s+/)
  const found = members.filter(({ name, email }) => {
    const text = foldText(`${name} ${email}`)
    return words.every((word) => text.includes(word))
  })
  return new Set(found.map(({ userId }) => userId))
}
