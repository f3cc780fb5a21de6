import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import type { HistoryEntry } from '#/lib/accounts/revisions/revision-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'

/** Lists addresses that answered "This is not me" since the last submission. `entries`: newest first. */
export async function RefusedBanner({ entries }: { entries: readonly HistoryEntry[] }) {
  const t = await getTranslations('confirmations.refusedLately')
  const format = await getFormatter()
  const zone = await nameReaderZone()
  const submitted = entries.findIndex(({ cause }) => cause === 'submitted')
  const since = submitted === -1 ? entries : entries.slice(0, submitted)
  const refused = await Promise.all(
    since
      .filter(({ cause }) => cause === 'refused')
      .map(async ({ version, person: address, savedAt, previous }) => {
        const fields = fieldsWith(previous, address)
        const at = format.dateTime(savedAt, { dateStyle: 'medium', timeStyle: 'short' })
        return { version, text: t('text', { address, at, zone }), names: await listFieldNames(fields) }
      }),
  )
  if (refused.length === 0) return null
  return (
    <Banner meaning="attention" title={t('title')}>
      {refused.map(({ version, text, names }) => (
        <div key={version} className="mb-2">
          <p className="wrap-anywhere">{text}</p>
          <ul className="list-disc pl-5">
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      ))}
      <p>{t('again')}</p>
    </Banner>
  )
}
