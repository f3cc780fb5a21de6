import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { Revision } from '#/lib/accounts/revisions/revision-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'

type RevisionDifferenceProps = {
  /** Null if the revision has no other to compare with. */
  before: Revision | null
  after: Revision
  names: Record<string, string>
}

export async function RevisionDifference({ before, after, names }: RevisionDifferenceProps) {
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
