import { getTranslations } from 'next-intl/server'
import { Fragment, type ReactNode } from 'react'
import { EndpointBadge, EndpointStateText } from '#/components/contacts/endpoint-status.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import { showEndpoint } from '#/db/words/endpoints.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'

type EndpointTableProps = {
  endpoints: readonly KnownEndpoint[]
  /** The page of one; without it, only its name shows. */
  pathOf?: (id: string) => string
  fieldPath?: (field: string) => string
  /** What readers can do with each. */
  action?: ((endpoint: KnownEndpoint) => ReactNode) | undefined
}

/** Lists an account's endpoints: what they are, what they serve, and whether notices go there. */
export async function EndpointTable(props: EndpointTableProps) {
  const { endpoints, pathOf, fieldPath, action } = props
  const t = await getTranslations('endpoints.list')
  const nameOf = new Map<string, string>()
  for (const { fields } of endpoints) {
    const names = await listFieldNames(fields)
    fields.forEach((field, index) => {
      nameOf.set(field, names[index] ?? field)
    })
  }
  const columns: Columns<KnownEndpoint> = [
    {
      header: t('endpoint'),
      breakable: true,
      cell: ({ id, label, kind, hint }) => {
        const shown = showEndpoint({ kind, hint })
        return (
          <>
            <span className="font-semibold">
              {pathOf ? <Link href={pathOf(id)}>{label || shown}</Link> : label || shown}
            </span>
            {label ? <span className="block text-muted">{shown}</span> : null}
          </>
        )
      },
    },
    {
      header: t('fields'),
      cell: ({ fields }) =>
        fields.length === 0 ? (
          <span className="text-muted">{t('noField')}</span>
        ) : (
          fields.map((field, index) => (
            <Fragment key={field}>
              {index > 0 ? ', ' : null}
              {fieldPath ? <Link href={fieldPath(field)}>{nameOf.get(field)}</Link> : nameOf.get(field)}
            </Fragment>
          ))
        ),
    },
    { header: t('state'), wide: true, cell: (endpoint) => <EndpointStanding endpoint={endpoint} /> },
    action && { header: t('actions'), headerHidden: true, cell: action },
  ]
  return <StackingTable caption={t('title')} columns={columns} rows={endpoints} rowKey={({ id }) => id} few />
}

/** The state of an endpoint, since when, and why. */
export function EndpointStanding({ endpoint }: { endpoint: KnownEndpoint }) {
  return (
    <>
      <EndpointBadge {...endpoint} />
      <span
        className={`block max-w-measure text-small ${endpoint.state === 'failing' ? 'text-bad' : 'text-muted'}`}
      >
        <EndpointStateText {...endpoint} />
      </span>
    </>
  )
}
