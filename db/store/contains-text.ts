import { type SQL, sql } from 'drizzle-orm'

/** Whether a text of the store, in lower case, has `words` in it, whatever characters they are. */
export function containsText(text: SQL, words: string): SQL {
  return sql`${text} like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
