import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { RevisionChooser } from '#/components/admin/revision-chooser.tsx'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { orderChoice, parseRevisionChoice, revisionList } from '#/lib/accounts/revisions/revision-list.ts'
import {
  findRevisions,
  type HistoryPage,
  listRevisions,
  type Revision,
} from '#/lib/accounts/revisions/revision-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/revisions', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.revisions')
  const right = { staff: grant, accountId: account.id }
  const before = revisionList.after(query)
  const history = await listRevisions(read, right, before)
  const choice = parseRevisionChoice(query, history)
  const compared = orderChoice(choice)
  const versions = compared ? [compared.before ?? compared.after, compared.after] : []
  const { revisions, names } = await findRevisions(read, right, versions)
  const find = (version: number | null | undefined) => revisions.find((one) => one.version === version)
  const older = find(compared?.before)
  const newer = find(compared?.after)
  const isWhole = newer && (compared?.before === null || older)
  return (
    <AccountFrame {...frame} tab="revisions">
      {history.entries.length > 0 ? (
        <>
          {history.entries.length > 1 ? <p className="text-muted">{t('lead')}</p> : null}
          {isWhole ? <RevisionDifference before={older ?? null} after={newer} names={names} /> : null}
          <RevisionChooser
            path={`${page}/revisions`}
            rows={await toRows(history, revisions)}
            choice={choice}
            before={before}
            older={history.older}
          />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="clock" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      )}
    </AccountFrame>
  )
})

/** The revisions of this page and those chosen on others, in one order. */
async function toRows({ entries }: HistoryPage, chosen: readonly Revision[]) {
  const shown = new Set(entries.map(({ version }) => version))
  const own = await Promise.all(
    entries.map(async (entry) => {
      const fields = changedBetween(entry.previous, entry.content).map(({ field }) => field)
      const changed = await listFieldNames(fields)
      return { ...entry, changed, first: entry.previous === null }
    }),
  )
  const others = chosen
    .filter(({ version }) => !shown.has(version))
    .map((revision) => ({ ...revision, changed: null, first: false }))
  return [...own, ...others].sort((one, other) => other.version - one.version)
}

type RevisionDifferenceProps = {
  /** Null if the revision has no other to compare with. */
  before: Revision | null
  after: Revision
  names: Record<string, string>
}

async function RevisionDifference({ before, after, names }: RevisionDifferenceProps) {
  const t = await getTranslations('adminAccount.revisions')
  const locale = await getLocale()
  const changes = changedBetween(before?.content ?? null, after.content)
  const fields = await listFieldNames(changes.map(({ field }) => field))
  const title = before
    ? t('difference', { from: before.version, to: after.version })
    : t('fromNothing', { to: after.version })
  return (
    <Card
      title={title}
      description={
        <>
          {before ? (
            <>
              <Instant at={before.savedAt} /> →{' '}
            </>
          ) : null}
          <Instant at={after.savedAt} />
        </>
      }
    >
      {changes.length > 0 ? (
        <DescriptionList
          items={changes.map((change, index) => ({
            term: fields[index] ?? change.field,
            description: contactFormatter(locale)
              .formatChange(change, names)
              .map((line) => (
                <p key={line} className="wrap-anywhere">
                  {line}
                </p>
              )),
          }))}
        />
      ) : (
        <p className="text-muted">{t(before?.version === after.version ? 'twice' : 'same')}</p>
      )}
    </Card>
  )
}
