import fc from 'fast-check'
import { parseBrandRequest } from '#/lib/accounts/brand-page/view.ts'
import { parseRevisionChoice, revisionList } from '#/lib/accounts/revisions/revision-list.ts'
import { accountFilters, accountTable, isAsSent, parseAccountView } from '#/lib/accounts/search/list.ts'
import { auditLog } from '#/lib/admin/audit/list.ts'
import { readSelection } from '#/lib/admin/bulk/list.ts'
import { unreachableAccounts } from '#/lib/admin/unreachable/list.ts'
import { accountsQuerySchema } from '#/lib/api/accounts/operations.ts'
import { parseQuery } from '#/lib/api/http/query.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { accountCases, queue } from '#/lib/cases/lists.ts'
import { importList, importRowList } from '#/lib/changes/imports/lists.ts'
import { parsePictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { frozenList, outcomeList } from '#/lib/notices/announcements/outcome.ts'
import { drillList } from '#/lib/notices/drills/outcome.ts'
import { failingDeliveries, partnerNotices, reachSearch, staffNotices } from '#/lib/notices/views/lists.ts'
import type { List } from '#/lib/platform/lists/define-list.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { hostileText, mostly } from './hostile.ts'
import { demand, like, type Reader, reads, refusing } from './reader.ts'

type Query = Record<string, string | string[] | undefined>

const cursor = '1764000000000.0196a3f4-5b1c-7d2e-8f90-a1b2c3d4e5f6'
const names =
  `q search state status category environment account assignee waiting after before sort columns show
  reason actor action subject from to type complete missing reach kind limit cursor zone lang __proto__
  constructor`.split(/\s+/)
const words = [
  ...`live open closed overdue emergency production me nobody all name -name 1 50 2026-05-04 2026-02-30
  member-added technical reached yes no true Europe/Rome it 1.1764000000000.12 open.12`.split(/\s+/),
  cursor,
  `overdue.${cursor}`,
  `rest.${cursor}`,
]
const value = like(words)
const query: fc.Arbitrary<Query> = fc
  .array(
    fc.tuple(
      mostly(9, fc.constantFrom(...names), hostileText),
      mostly<Query[string]>(5, value, fc.array(value, { maxLength: 3 })),
    ),
    { maxLength: 8 },
  )
  .map((entries) => Object.fromEntries(entries))
const one: fc.Arbitrary<Query[string]> = fc.oneof(
  { weight: 5, arbitrary: value },
  fc.array(value, { maxLength: 3 }),
  fc.constant(undefined),
)

/** A written address is read as the same view again. */
function roundTrips<View>(
  read: (query: Query) => View,
  write: (view: View) => string,
): (view: View) => boolean {
  return (view) => {
    const said = write(view)
    const again = read(Object.fromEntries(new URL(said, 'http://x.example').searchParams))
    return demand(
      write(again) === said,
      `${said} is read as what it was written from, not as ${write(again)}`,
    )
  }
}

/** A list's address has its view and where its page begins. */
function readsList<View, Cursor>(name: string, list: List<View, Cursor>, valid = cursor): Reader {
  const read = (given: Query) => ({ view: list.read(given), after: list.after(given) })
  const given = fc.oneof(
    query,
    fc
      .tuple(query, fc.constantFrom('after', 'before'), like([valid]))
      .map(([rest, begins, place]) => ({ ...rest, [begins]: place })),
  )
  return reads(
    name,
    given,
    read,
    roundTrips(read, ({ view, after }) => list.href(view, after)),
  )
}

export const queryReaders: Reader[] = [
  readsList('filters of accounts', accountFilters),
  readsList('table of accounts', accountTable, 'aurora.1764000000000'),
  reads(
    'parseAccountView',
    query,
    (given) => parseAccountView(given, [{ id: 'saas' }]),
    roundTrips(
      (given) => parseAccountView(given, [{ id: 'saas' }]),
      (view) => accountTable.href(view),
    ),
  ),
  reads('isAsSent', query, isAsSent, (sent) => sent),
  reads(
    'readSelection',
    fc.record({
      view: like(['q=clinic&state=live', 'only=aurora,borea']),
      all: mostly(3, fc.constant('yes'), one),
      only: one,
    }),
    readSelection,
    ({ chosen }, { all }) =>
      chosen !== null && demand(all === 'yes' || (chosen.only ?? []).length > 0, 'all are meant unasked'),
  ),
  readsList('queue', queue, '1.1764000000000.12'),
  readsList('cases of an account', accountCases, 'open.12'),
  readsList('unreachable accounts', unreachableAccounts, `unreachable:1001764000000000.${cursor.slice(14)}`),
  readsList('audit', auditLog),
  readsList('drills', drillList),
  readsList('frozen list', frozenList, '49'),
  readsList('outcome', outcomeList, '49'),
  readsList('imports', importList),
  readsList('rows of an import', importRowList, '7'),
  readsList('partner notices', partnerNotices),
  readsList('staff notices', staffNotices, `rest.${cursor}`),
  readsList('failing deliveries', failingDeliveries),
  readsList('list by time', listByTime('/admin/reviews')),
  readsList('reach', reachSearch),
  reads(
    'parseRevisionChoice',
    query,
    (given) => parseRevisionChoice(given, { entries: [] }),
    () => true,
  ),
  readsList('revisions', revisionList, '7'),
  reads(
    'parsePictureZone',
    one,
    (given) => parsePictureZone(given, 'UTC'),
    ({ unknown }) => (unknown ?? '').length <= 64,
  ),
  reads(
    'parseBrandRequest',
    query,
    (given) =>
      parseBrandRequest(
        new Request(
          `http://x.example/?${new URLSearchParams(Object.entries(given).map(([name, said]) => [name, String(said)]))}`,
          { headers: { 'accept-language': 'it' } },
        ),
      ),
    () => true,
  ),
  reads(
    'parseQuery',
    query,
    (given) =>
      refusing(
        () =>
          parseQuery(
            new URLSearchParams(
              Object.entries(given).flatMap(([name, said]) =>
                [said ?? []].flat().map((part) => [name, part]),
              ),
            ),
            accountsQuerySchema,
          ),
        (error) => error instanceof Refusal && error.status === 422,
      ),
    (read) => read !== null && demand(read.limit >= 1 && read.limit <= 100, 'a page has its bounds'),
  ),
]
