import { listWords } from '#/lib/platform/values/fold.ts'

/** Whether each typed word begins a word of the texts, ignoring case and accents. Nothing typed matches everything. */
export function matches(typed: string, texts: readonly string[]): boolean {
  const parts = listWords(typed)
  if (parts.length === 0) return typed.trim() === ''
  const words = texts.flatMap(listWords)
  return parts.every((part) => words.some((word) => word.startsWith(part)))
}

/** A word of one or two letters begins too many names of actions. */
const minVerbLength = 3

/**
 * The actions that the first or the last typed word names, and the account that the other words say: `nudge aurora`,
 * `aurora nudge`. `verbs`: the names of each action, in every language.
 */
export function readActions<Action extends string>(
  typed: string,
  verbs: Readonly<Record<Action, readonly string[]>>,
): { action: Action; account: string }[] {
  const parts = typed.split(/\s+/).filter(Boolean)
  const readings = [
    { verb: parts[0], account: parts.slice(1).join(' ') },
    { verb: parts.at(-1), account: parts.slice(0, -1).join(' ') },
  ]
  return (Object.keys(verbs) as Action[]).flatMap((action) => {
    const named = readings.find(
      ({ verb = '', account }) => account && verb.length >= minVerbLength && matches(verb, verbs[action]),
    )
    return named ? [{ action, account: named.account }] : []
  })
}
