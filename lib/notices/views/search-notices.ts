import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { NoticeTopic } from '#/db/words/notices.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { listTypedWords } from '#/lib/platform/values/fold.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** A search covers only the latest closed notices: this many across accounts, and in one account. */
const lastSearched = { ofAll: 5000, ofOne: 2000 }

/**
 * Whether a notice matches the text: by id, or if all words occur in what its sender wrote or in the name of
 * its topic, in any language. Undefined without words. `names`: also search the sender's account name, which members never see.
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

/** Both engines support these JSON operators. */
const translated = locales.flatMap((locale) => {
  const words = sql`${notices.translations} -> ${sql.raw(`'${locale}'`)}`
  return [sql`(${words} ->> 'summary')`, sql`(${words} ->> 'details')`]
})

/** Topics with all of the words in their name in one language. */
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

/** The same for closed notices of all accounts; only the latest, which the index on time finds. */
export function matchesRecentText(text: string): SQL | undefined {
  const says = matchesText(text, { names: true })
  return says && (isId(text.trim()) ? says : and(isAmongLast(lastSearched.ofAll), says))
}

/** The same for one account's notices; of the closed ones only the latest. */
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
