import { type SQL, sql } from 'drizzle-orm'

/** Whether a lower-case text of the store contains `words`, whatever characters they are. */
export function containsText(text: SQL, words: string): SQL {
  return sql`${text} like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
