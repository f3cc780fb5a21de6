import { getTranslations } from 'next-intl/server'
import { RowAction } from '#/components/form/row-action.tsx'
import { nameBriefly } from '#/components/notices/notice-names.ts'
import { NoticeTable } from '#/components/notices/notice-table.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { canRemind, isOverdue } from '#/lib/notices/notice/shown.ts'
import {
  mostUrgentFirst,
  type NoticeSort,
  type StaffNoticesView,
  staffNotices,
} from '#/lib/notices/views/lists.ts'
import type { StaffNoticeRow } from '#/lib/notices/views/staff-queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { now } from '#/lib/platform/values/clock.ts'

type NoticeActions = Record<'remind' | 'route', FormAction>

type StaffNoticeTableProps = {
  notices: readonly StaffNoticeRow[]
  view: StaffNoticesView
  actions: NoticeActions
}

/** Lists notices of all accounts for staff, with what to do about overdue and unroutable ones. */
export async function StaffNoticeTable({ notices, view, actions }: StaffNoticeTableProps) {
  const t = await getTranslations('adminNotices')
  const href = (sort: NoticeSort) => staffNotices.href({ ...view, sort })
  return (
    <NoticeTable
      caption={t('list')}
      base="/admin/notices"
      notices={notices}
      due
      // Closed notices are sorted by their time alone.
      sort={(by) =>
        view.state === 'closed' && by !== 'since'
          ? undefined
          : sortLink(by, { now: view.sort, defaultSort: mostUrgentFirst, href })
      }
      account={({ accountSlug: slug, accountName: name, accountText: text }) => (
        <NoticeAccount slug={slug} name={name} text={text} />
      )}
      whatToDo={(notice) => <WhatToDo notice={notice} actions={actions} />}
    />
  )
}

async function WhatToDo({ notice, actions }: { notice: StaffNoticeRow; actions: NoticeActions }) {
  const t = await getTranslations('adminNotices.rows')
  const { id, state, accountId, accountSlug: slug, accountName, isKnown } = notice
  const isLate = isOverdue(notice, now())
  const isLost = state === 'unroutable'
  const name = await nameBriefly(notice)
  const offers = [
    { act: 'remind', isOffered: isLate && canRemind(notice) },
    { act: 'route', isOffered: isLost && accountId !== null && !isKnown },
  ] as const
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5 [&:not(:has(a,button,[role]:not(:empty)))]:hidden">
      {offers.map(({ act, isOffered }) => (
        <div key={act} className="[&:not(:has(button,[role]:not(:empty)))]:hidden">
          <RowAction
            action={actions[act]}
            id={`${act}-${id}`}
            hidden={{ notice: id }}
            label={t(act)}
            named={t('named', { action: t(act), name })}
            isOffered={isOffered}
          />
        </div>
      ))}
      {slug && (isLate || isLost) ? (
        <Link
          href={`/admin/accounts/${slug}/contacts`}
          aria-label={t('contacts', { account: accountName ?? slug })}
          className="inline-flex min-h-8 items-center px-1"
        >
          {t('contactsBriefly')}
        </Link>
      ) : null}
      {isLost && accountId === null ? (
        <SmallLink href={`/admin/notices/${id}#route`}>{t('assign')}</SmallLink>
      ) : null}
    </div>
  )
}

type NoticeAccountProps = { slug: string | null | undefined; name: string | null | undefined; text: string }

/** The account of a notice, or the sender's name for an unknown one. */
export async function NoticeAccount({ slug, name, text }: NoticeAccountProps) {
  if (slug) return <Link href={`/admin/accounts/${slug}`}>{name}</Link>
  const t = await getTranslations('adminNotices')
  if (!text) return <span className="text-muted">{t('noAccount')}</span>
  return (
    <>
      <span dir="auto">{text}</span> <span className="block text-muted">{t('unknownAccount')}</span>
    </>
  )
}
