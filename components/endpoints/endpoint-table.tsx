import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { EndpointName, EndpointStanding } from '#/components/contacts/endpoint-status.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import { type RoutedField, routedFields } from '#/db/words/accounts.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'

type EndpointTableProps = {
  endpoints: readonly KnownEndpoint[]
  /** The pages of an endpoint and a field; without them, only their names show. */
  pathOf?: (id: string) => string
  fieldPath?: (field: RoutedField) => string
  /** What readers can do with each. */
  action?: ((endpoint: KnownEndpoint) => ReactNode) | undefined
}

/** Lists an account's endpoints: what they are, what they serve, and whether notices go there. */
export async function EndpointTable({ endpoints, pathOf, fieldPath, action }: EndpointTableProps) {
  const t = await getTranslations('endpoints.list')
  const names = await listFieldNames(routedFields)
  const nameOf = (field: RoutedField) => names[routedFields.indexOf(field)]
  const columns: Columns<KnownEndpoint> = [
    {
      header: t('endpoint'),
      breakable: true,
      cell: (one) => (
        <div className="font-semibold [&_.text-muted]:font-normal">
          <EndpointName endpoint={one} href={pathOf?.(one.id)} />
        </div>
      ),
    },
    {
      header: t('fields'),
      cell: ({ fields }) =>
        fields.length === 0 ? (
          <span className="text-muted">{t('noField')}</span>
        ) : (
          fields.map((field) => (
            <span key={field} className="block">
              {fieldPath ? <Link href={fieldPath(field)}>{nameOf(field)}</Link> : nameOf(field)}
            </span>
          ))
        ),
    },
    { header: t('state'), cell: (endpoint) => <EndpointStanding {...endpoint} /> },
    action && { header: t('actions'), headerHidden: true, cell: action },
  ]
  return <StackingTable caption={t('title')} columns={columns} rows={endpoints} rowKey={({ id }) => id} few />
}
