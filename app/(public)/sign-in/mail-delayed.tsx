import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import type { Reader } from '#/db/store/store.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { isMailDown } from '#/lib/platform/relay/outage.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** Says that a code arrives late, while no mail server can be used. */
export async function MailDelayed({ read }: { read: Reader }) {
  if (!(await isMailDown(read))) return null
  const t = await getTranslations('signIn')
  return (
    <Banner meaning="attention" title={t('mailDelayed')}>
      {t('mailDelayedText', { minutes: challengeTtl / minute })}
    </Banner>
  )
}
