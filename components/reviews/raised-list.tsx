import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import type { Finding } from '#/lib/changes/reviews/findings.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

const meanings = { bouncing: 'bad', unconfirmed: 'attention', away: 'attention' } as const

/** Lists the contacts to look at, each with its role and links to its fields on the same page. */
export function RaisedList({ raised }: { raised: readonly Finding[] }) {
  return (
    <ul className="flex max-w-measure flex-col gap-4">
      {raised.map((one) => (
        <li key={`${one.kind} ${one.address}`}>
          <RaisedEntry {...one} />
        </li>
      ))}
    </ul>
  )
}

async function RaisedEntry({ kind, name, address, fields, since }: Finding) {
  const t = await getTranslations('reviews.raised')
  const status = await getTranslations('addressStatus')
  const format = await getFormatter()
  const names = await listFieldNames(fields)
  const ink = kind === 'bouncing' ? 'text-bad' : name ? 'text-muted' : ''
  const day = since === null ? '' : format.dateTime(since, { dateStyle: 'long' })
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={`wrap-anywhere font-semibold ${name ? '' : ink}`}>{name || address}</span>
        {name ? <span className={`wrap-anywhere ${ink}`}>{address}</span> : null}
        <Badge meaning={meanings[kind]}>{kind === 'away' ? t('away.badge') : status(kind)}</Badge>
      </span>
      <span className="block text-small">
        {since === null ? t('unconfirmed.ever') : t(`${kind}.text`, { day })}
      </span>
      <span className="block text-small">
        {t('serves')}{' '}
        {fields.map((field, index) => (
          <Fragment key={field}>
            {index > 0 ? ', ' : null}
            <a href={`#${field}`}>{names[index]}</a>
          </Fragment>
        ))}
      </span>
    </>
  )
}
