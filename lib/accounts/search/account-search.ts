import { type AnyColumn, and, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { accountTerms } from '#/db/schema/account-index.ts'
import type { Reader } from '#/db/store/store.ts'
import { listRanges, type TermRange } from './terms.ts'

/** So few accounts are asked for by their ids; of more, one is soon met on a walk along whatever is theirs. */
const fewAccounts = 500

/**
 * That a row is of an account which a search finds, as the table of accounts finds them (`listRanges`): `accountId` is the column
 * that says whose it is. Undefined where nothing is searched for.
 */
export async function isOfAccounts(
  read: Reader,
  accountId: AnyColumn,
  search: string,
): Promise<SQL | undefined> {
  if (!search) return undefined
  const ranges = listRanges(search).sort((one, other) => other.from.length - one.from.length)
  const [narrowest, ...others] = ranges
  if (!narrowest) return isNobodys
  const found = await read
    .selectDistinct({ id: accountTerms.accountId })
    .from(accountTerms)
    .where(
      and(
        gte(accountTerms.term, narrowest.from),
        lt(accountTerms.term, narrowest.before),
        ...others.map((range) => hasTerm(accountTerms.accountId, range)),
      ),
    )
    .limit(fewAccounts + 1)
  if (found.length > fewAccounts) return and(...ranges.map((range) => hasTerm(accountId, range)))
  const ids = found.map(({ id }) => id)
  return ids.length > 0 ? inArray(accountId, ids) : isNobodys
}

/** Of a search that no account answers. */
const isNobodys = sql`1 = 0`

function hasTerm(accountId: AnyColumn, range: TermRange): SQL {
  return sql`exists (select 1 from ${accountTerms} other where other.account_id = ${accountId}
    and other.term >= ${range.from} and other.term < ${range.before})`
}
