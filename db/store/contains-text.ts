import { type SQL, sql } from 'drizzle-orm'
import { engine } from './store.ts'

/**
 * Whether a lower-case text of the store contains `words`, whatever characters they are. PostgreSQL scans long texts
 * by `strpos` in less than half the time of `like`.
 */
export function containsText(text: SQL, words: string): SQL {
  if (engine === 'postgres') return sql`strpos(${text}, ${words}) > 0`
  return sql`${text} like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
