import { editDistance } from '#/lib/platform/values/edit-distance.ts'
import { listWords } from '#/lib/platform/values/fold.ts'

/** So many slips still resemble a text of this length. */
const mostSlips = (length: number) => (length >= 8 ? 2 : 1)

/** Names that share words come after those with a slip. */
const shared = 3
const apart = 4

/** The account that a name resembles most, by its own name or its short name; null if it resembles none, or two alike. */
export function nearestAccount<Account extends { slug: string; name: string }>(
  named: string,
  accounts: readonly Account[],
): Account | null {
  const typed = listWords(named)
  let least = apart
  let nearest: Account[] = []
  for (const account of accounts) {
    const distance = Math.min(...[account.name, account.slug].map((own) => distanceOf(typed, listWords(own))))
    if (distance > least || distance === apart) continue
    nearest = distance < least ? [account] : [...nearest, account]
    least = distance
  }
  return nearest.length === 1 ? (nearest[0] ?? null) : null
}

function distanceOf(typed: readonly string[], own: readonly string[]): number {
  const [from, to] = [typed.join(''), own.join('')]
  const slips = editDistance(from, to)
  if (slips <= mostSlips(from.length)) return slips
  return sharesWords(typed, own) ? shared : apart
}

const fewestLetters = 4

/** Whether one has all words of the other: the name is a part of the account's, or the account's is most of the name. */
function sharesWords(typed: readonly string[], own: readonly string[]): boolean {
  const [letters, ownLetters] = [typed.join('').length, own.join('').length]
  const hasAll = (some: readonly string[], all: readonly string[]) => some.every((word) => all.includes(word))
  if (letters >= fewestLetters && hasAll(typed, own)) return true
  return ownLetters >= fewestLetters && ownLetters * 2 >= letters && hasAll(own, typed)
}
