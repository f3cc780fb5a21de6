import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories } from '#/db/words/notices.ts'

type Query = Record<string, string | string[] | undefined>

/**
 * What an address asks of whom a notice would reach, `?category=emergency&environment=sandbox`: of every category, and in
 * `usual` environment, unless it says.
 */
export function readReachQuestion(
  query: Query,
  usual: AccountEnvironment,
): { category: NoticeCategory | null; environment: AccountEnvironment } {
  return {
    category: noticeCategories.find((one) => one === query.category) ?? null,
    environment: environments.find((one) => one === query.environment) ?? usual,
  }
}
