import { getLocale, getTranslations } from 'next-intl/server'
import { Badge, type BadgeLook, type BadgeMeaning } from '#/components/ui/badge.tsx'
import type { NoticeState, Severity } from '#/db/words/notices.ts'
import { foreignLanguage, isOverdue } from '#/lib/notices/notice/shown.ts'
import type { Notice } from '#/lib/notices/views/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type NamedNotice, nameBriefly, nameNotice } from './notice-names.ts'

const looks: Record<NoticeState, BadgeLook> = {
  open: { meaning: 'attention', icon: 'bell' },
  acknowledged: { meaning: 'information', icon: 'check' },
  closed: { meaning: 'neutral', icon: 'check' },
  unroutable: { meaning: 'bad', icon: 'bad' },
}

const forInformation: BadgeLook = { meaning: 'information', icon: 'information' }

type NoticeBadgesProps = {
  notice: Pick<Notice, 'state' | 'asksAnswer' | 'kind' | 'silence' | 'dueAt'>
  /** The list is of notices that wait, so no badge says it again. */
  isWaiting?: boolean
}

/** Shows a notice's state, whether it is overdue, its kind unless it is an event, and why it was not mailed. */
export async function NoticeBadges({ notice, isWaiting }: NoticeBadgesProps) {
  const t = await getTranslations('notices')
  const { state, kind, silence, asksAnswer } = notice
  const isForInformation = state === 'open' && !asksAnswer
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {isOverdue(notice, now()) ? (
        <Badge meaning="bad" icon="clock">
          {t('overdue')}
        </Badge>
      ) : null}
      {isWaiting && state === 'open' ? null : (
        <Badge {...(isForInformation ? forInformation : looks[state])}>
          {t(isForInformation ? 'forInformation' : `states.${state}`)}
        </Badge>
      )}
      {kind === 'event' ? null : <Badge icon="settings">{t(`kinds.${kind}`)}</Badge>}
      {silence ? <Badge icon="lock">{t(`silences.${silence}`)}</Badge> : null}
    </span>
  )
}

type CategorisedNotice = Pick<Notice, 'state' | 'kind' | 'category'>

/** Names a category; an open emergency is highlighted. */
export async function NoticeCategoryBadge({ notice }: { notice: CategorisedNotice }) {
  const t = await getTranslations('mail.categories')
  const { category, kind, state } = notice
  const isPressing = category === 'emergency' && kind === 'event' && state !== 'closed'
  return isPressing ? <Badge meaning="bad">{t(category)}</Badge> : t(category)
}

const severityMeanings: Record<Severity, BadgeMeaning> = {
  critical: 'bad',
  error: 'bad',
  warning: 'attention',
  info: 'information',
}

export async function SeverityBadge({ severity }: { severity: Severity }) {
  const t = await getTranslations('notices.severities')
  return <Badge meaning={severityMeanings[severity]}>{t(severity)}</Badge>
}

/** The name of a notice, marked where it is known to be in another language than the page; `whole`: not shortened. */
export async function NoticeName({ notice, whole }: { notice: NamedNotice; whole?: boolean }) {
  return (
    <span dir="auto" lang={foreignLanguage(notice, await getLocale())}>
      {whole ? await nameNotice(notice) : await nameBriefly(notice)}
    </span>
  )
}
