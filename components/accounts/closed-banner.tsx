import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'

type ClosedBannerProps = {
  closedAt: number
  reason: string
  /** As `findCloser` answers. */
  closer: string | null
  /** Where admins open it again; undefined for whoever is none. */
  reopen?: string | undefined
}

/** Stands above a closed account's pages for staff: since when, by whom, why, and until when there is a way back. */
export async function ClosedBanner({ closedAt, reason, closer, reopen }: ClosedBannerProps) {
  const t = await getTranslations('closing.admin')
  const format = await getFormatter()
  const say = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const open = mayReopen(closedAt, now())
  const name = closer === '' ? t('commandLine') : (closer ?? t('gone'))
  return (
    <Banner
      meaning="attention"
      title={
        open
          ? t('since', { at: say(closedAt), name, until: say(deletionAt(closedAt)) })
          : t('over', { at: say(closedAt), name })
      }
      action={open && reopen ? <ButtonLink href={reopen}>{t('reopen')}</ButtonLink> : undefined}
    >
      <p className="whitespace-pre-line">{t('reason', { reason })}</p>
    </Banner>
  )
}
