import { getTranslations } from 'next-intl/server'
import { nameBriefly } from '#/components/notices/notice-names.ts'
import type { FoundItem } from '#/lib/admin/palette/response.ts'
import type { FoundCase } from '#/lib/cases/find-cases.ts'
import { isOverdue } from '#/lib/notices/notice/shown.ts'
import type { FoundNotice } from '#/lib/notices/views/find-notices.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** A case that a search found, at `<base>/<number>`. `account`: its name, for staff. */
export async function describeCase(found: FoundCase, base: string, account = ''): Promise<FoundItem> {
  const { number, subject, category, status } = found
  const t = await getTranslations('cases')
  const closed = status === 'closed' ? t('status.closed') : ''
  return {
    href: `${base}/${number}`,
    title: subject,
    detail: [t('number', { number }), account, closed].filter(Boolean).join(' · '),
    mark: status === 'open' && category === 'urgent' ? t('categories.urgent') : '',
  }
}

/** A notice that a search found, at `<base>/<id>`. `account`: its name, for staff. */
export async function describeNotice(notice: FoundNotice, base: string, account = ''): Promise<FoundItem> {
  const t = await getTranslations('notices')
  const categories = await getTranslations('mail.categories')
  const { closedAt, category, kind, acknowledgedAt } = notice
  const overdue = closedAt === null && isOverdue(notice, now())
  const isPressing =
    closedAt === null && acknowledgedAt === null && category === 'emergency' && kind === 'event'
  const isForInformation = notice.state === 'open' && !notice.asksAnswer
  const state = isForInformation ? t('forInformation') : t(`states.${notice.state}`)
  return {
    href: `${base}/${notice.id}`,
    title: await nameBriefly(notice),
    detail: [account, state].filter(Boolean).join(' · '),
    mark: [isPressing && categories('emergency'), overdue && t('overdue')].filter(Boolean).join(' · '),
  }
}
