import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

export type ReviewRow = {
  slug: string
  name: string
  typeName: string
  requestedAt: number
  /** Empty where that is not known any more. */
  requestedBy: string
  missing: { count: number; which: string }
  locked: boolean
}

/** The accounts that wait for their review. */
export async function ReviewTable({ rows }: { rows: readonly ReviewRow[] }) {
  const t = await getTranslations('adminAccount.reviews')
  const named = await namePeople()
  return (
    <StackingTable
      caption={t('list')}
      rows={rows}
      rowKey={({ slug }) => slug}
      columns={[
        {
          header: t('account'),
          rowHeader: true,
          breakable: true,
          cell: ({ slug, name }) => (
            <>
              <Link href={`/admin/accounts/${slug}`}>{name}</Link>
              <span className="block font-normal text-muted">{slug}</span>
            </>
          ),
        },
        {
          header: t('requested'),
          cell: ({ requestedAt, requestedBy }) => (
            <>
              <Instant at={requestedAt} />
              {requestedBy ? (
                <span className="block text-muted">{t('by', { name: named(requestedBy) })}</span>
              ) : null}
            </>
          ),
        },
        {
          header: t('contacts'),
          cell: ({ missing, locked }) => <ContactsStatus {...missing} locked={locked} dueAt={null} />,
        },
        { header: t('type'), cell: ({ typeName }) => typeName },
      ]}
    />
  )
}
