import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** On every page of an account that misses something: what is due, by when, and where to give it (product.md, The gate). */
export async function DueBanner({ grant }: { grant: AccountGrant }) {
  const { account, missing } = grant
  if (missing.length === 0 || account.dueAt === null) return null
  const t = await getTranslations('overview.due')
  const format = await getFormatter()
  const { programmeName } = await currentSettings()
  const names = await listFieldNames(
    missing.map(({ field }) => field),
    programmeName,
  )
  return (
    <Banner
      meaning="attention"
      title={t('title', { fields: format.list(names) })}
      action={
        grant.role === 'viewer' ? undefined : (
          <ButtonLink size="small" href={`${grant.base}/configuration/contact-information`}>
            {t('action')}
          </ButtonLink>
        )
      }
    >
      {t('text', {
        at: format.dateTime(account.dueAt, { dateStyle: 'long', timeStyle: 'short' }),
        zone: grant.actor.user.timeZone ?? 'UTC',
      })}
    </Banner>
  )
}
