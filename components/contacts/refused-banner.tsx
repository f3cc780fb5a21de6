import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import type { Locale } from '#/db/words/people.ts'
import { listAddressUses } from '#/lib/accounts/addresses/address-uses.ts'
import type { HistoryEntry } from '#/lib/accounts/revisions/revision-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type RefusedBannerProps = { entries: readonly HistoryEntry[]; defaultLocale: Locale }

/** Lists addresses that answered "This is not me" since the last submission. `entries`: newest first. */
export async function RefusedBanner({ entries, defaultLocale }: RefusedBannerProps) {
  const t = await getTranslations('confirmations.refusedLately')
  const format = await getFormatter()
  const zone = await nameReaderZone()
  const submitted = entries.findIndex(({ cause }) => cause === 'submitted')
  const since = submitted === -1 ? entries : entries.slice(0, submitted)
  const refused = await Promise.all(
    since
      .filter(({ cause }) => cause === 'refused')
      .map(async ({ version, person: address, savedAt, previous }) => {
        const fields = listAddressUses(previous, defaultLocale).get(addressKey(address))?.fields ?? []
        const at = format.dateTime(savedAt, { dateStyle: 'medium', timeStyle: 'short' })
        return {
          version,
          text: t('text', { address, at, zone }),
          names: await listFieldNames(fields),
        }
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
