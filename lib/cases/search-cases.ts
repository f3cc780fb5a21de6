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

/**
 * Whether a case has this number, or all pieces of words in its subject or its messages; undefined without words. `notes`: also in staff's
 * notes, which partners never see.
 */
export function saysText(text: string, { notes }: { notes: boolean }): SQL | undefined {
  const isShown = notes ? undefined : eq(caseMessages.internal, false)
  const inMessages = (word: string) => {
    const says = and(
      eq(caseMessages.caseId, cases.id),
      isShown,
      containsText(sql`lower(${caseMessages.text})`, word),
    )
    return sql`exists (select 1 from ${caseMessages} where ${says})`
  }
  const says = hasWords(text, (word) =>
    or(containsText(sql`lower(${cases.subject})`, word), inMessages(word)),
  )
  return says && or(hasNumber(text), says)
}

function hasWords(text: string, has: (word: string) => SQL | undefined): SQL | undefined {
  return and(...listTypedWords(text).map((spellings) => or(...spellings.map(has))))
}
