import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { NoticeTopic } from '#/db/words/notices.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { listTypedWords } from '#/lib/platform/values/fold.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** Closed notices are many: a search reads through those among so many last ones of all accounts, or of one. */
const lastSearched = { ofAll: 5000, ofOne: 2000 }

/**
 * Whether a notice is about the text: it has this id, or all pieces of words are in what its sender wrote, or in the name that we give
 * its topic, in any language. Undefined without words. `names`: also in the account's name as its sender wrote it, which members never see.
 */
export function matchesText(text: string, { names }: { names: boolean }): SQL | undefined {
  if (isId(text.trim())) return eq(notices.id, text.trim().toLowerCase())
  const words = listTypedWords(text)
  if (words.length === 0) return undefined
  const texts = [notices.summary, notices.details, ...translated, ...(names ? [notices.accountText] : [])]
  const said = sql`lower(${sql.join(
    texts.map((one) => sql`coalesce(${one}, '')`),
    sql` || ' ' || `,
  )})`
  const saysAll = and(...words.map((spellings) => or(...spellings.map((word) => containsText(said, word)))))
  const topics = listTopics(words)
  return topics.length > 0 ? or(saysAll, inArray(notices.topic, topics)) : saysAll
}

/** Both engines read JSON by these operators. */
const translated = locales.flatMap((locale) => {
  const words = sql`${notices.translations} -> ${sql.raw(`'${locale}'`)}`
  return [sql`(${words} ->> 'summary')`, sql`(${words} ->> 'details')`]
})

/** The topics whose name has all of the words in one language. */
function listTopics(words: readonly string[][]): NoticeTopic[] {
  const found = locales.flatMap((locale) =>
    Object.entries(messagesIn(locale).mail.notice.topics).flatMap(([topic, { summary }]) => {
      const name = summary.toLowerCase()
      const has = (spellings: readonly string[]) => spellings.some((word) => name.includes(word))
      return words.every(has) ? [topic as NoticeTopic] : []
    }),
  )
  return [...new Set(found)]
}

/** The same for closed notices of all accounts: the last ones alone, which the index of time finds. */
export function matchesRecentText(text: string): SQL | undefined {
  const says = matchesText(text, { names: true })
  return says && (isId(text.trim()) ? says : and(isAmongLast(lastSearched.ofAll), says))
}

/** The same for a member, of the notices of their account, closed ones too: of them, the last ones alone. */
export function matchesAccountText(text: string, isOfAccount: SQL): SQL | undefined {
  const says = matchesText(text, { names: false })
  return says && and(or(isNull(notices.closedAt), isAmongLast(lastSearched.ofOne, isOfAccount)), says)
}

function isAmongLast(most: number, of?: SQL): SQL {
  const { firstSeenAt } = notices
  const where = of ? sql`where ${of}` : sql``
  const since = sql`(select ${firstSeenAt} from ${notices} ${where} order by ${firstSeenAt} desc limit 1 offset ${most})`
  return sql`${firstSeenAt} >= coalesce(${since}, 0)`
}
