import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { containsText } from '#/db/store/conditions.ts'
import { listTypedWords } from '#/lib/platform/values/fold.ts'

/** The number that a text is, `12` or `#12`, as a condition; undefined for other texts. */
export function hasNumber(text: string): SQL | undefined {
  const [, digits] = /^#?(\d{1,9})$/.exec(text.trim()) ?? []
  return digits === undefined ? undefined : eq(cases.number, Number(digits))
}

/** Whether all pieces of words are in the subject; undefined without words. */
export function hasSubject(text: string): SQL | undefined {
  return hasWords(text, (word) => containsText(sql`lower(${cases.subject})`, word))
}

/** How many of the account's latest messages a member's search reads. */
const lastSearched = 1000

/**
 * Whether a case has this number, or all pieces of words in its subject or its messages; undefined without words. `memberOf`: a member of this
 * account searches, of its messages only the last ones, and none of staff's notes.
 */
export function matchesText(text: string, memberOf?: string): SQL | undefined {
  const isShown = memberOf === undefined ? undefined : eq(caseMessages.internal, false)
  const isLast = memberOf === undefined ? undefined : isAmongLast(memberOf)
  const inMessages = (word: string) => {
    const matches = and(
      eq(caseMessages.caseId, cases.id),
      isShown,
      isLast,
      containsText(sql`lower(${caseMessages.text})`, word),
    )
    return sql`exists (select 1 from ${caseMessages} where ${matches})`
  }
  const matches = hasWords(text, (word) =>
    or(containsText(sql`lower(${cases.subject})`, word), inMessages(word)),
  )
  return matches && or(hasNumber(text), matches)
}

/** Whether a message is among an account's last ones, by id: SQLite would find the time only behind the whole text. */
function isAmongLast(accountId: string): SQL {
  const ofAccount = sql`${caseMessages.caseId} in (select ${cases.id} from ${cases} where ${eq(cases.accountId, accountId)})`
  const since = sql`(select ${caseMessages.id} from ${caseMessages} where ${ofAccount} order by ${caseMessages.id} desc limit 1 offset ${lastSearched - 1})`
  return sql`${caseMessages.id} >= coalesce(${since}, '')`
}

function hasWords(text: string, has: (word: string) => SQL | undefined): SQL | undefined {
  return and(...listTypedWords(text).map((spellings) => or(...spellings.map(has))))
}
