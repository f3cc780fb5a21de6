import { getTranslations } from 'next-intl/server'
import { NoticeBadges, NoticeCategoryBadge, NoticeName } from '#/components/notices/notice-badges.tsx'
import { nameBriefly } from '#/components/notices/notice-words.ts'
import { Instant } from '#/components/shell/instant.tsx'
import { PlainLink, SmallLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Attention } from '#/lib/attention/policy.ts'
import { AttentionLine, LineForm, type LineProps } from './attention-line.tsx'

type Of<Kind extends Attention['kind']> = Extract<Attention, { kind: Kind }>

const meanings = { emergency: 'bad', overdue: 'bad', notice: 'attention' } as const

/** A notice that waits for an answer, with the button that acknowledges it. */
export async function NoticeLine({
  line: { kind, notice },
  ...props
}: LineProps & { line: Of<'emergency' | 'overdue' | 'notice'> }) {
  const t = await getTranslations('attention.notice')
  const answer = await getTranslations('notices.answer')
  const name = await nameBriefly(notice)
  const { dueAt, firstSeenAt } = notice
  const at = () => <Instant at={dueAt ?? firstSeenAt} />
  return (
    <AttentionLine
      meaning={meanings[kind]}
      icon="bell"
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`${props.grant.base}/notices/${notice.id}`} className="min-w-0 wrap-anywhere">
            <NoticeName notice={notice} />
          </Link>
          {kind === 'emergency' ? <NoticeCategoryBadge notice={notice} /> : null}
          <NoticeBadges notice={notice} isWaiting />
        </span>
      }
      actions={
        <LineForm
          {...props}
          act="acknowledge"
          id={`acknowledge-${notice.id}`}
          of={name}
          hidden={{ notice: notice.id }}
        >
          {answer('acknowledge')}
        </LineForm>
      }
    >
      {t.rich(dueAt === null ? 'since' : kind === 'overdue' ? 'was' : 'by', { at })}
    </AttentionLine>
  )
}

export async function MoreNoticesLine({ line, grant }: LineProps & { line: Of<'more'> }) {
  const t = await getTranslations('attention.more')
  return (
    <AttentionLine
      meaning="attention"
      icon="bell"
      title={t('title', line.counts)}
      actions={<SmallLink href={`${grant.base}/notices`}>{t('action')}</SmallLink>}
    />
  )
}

/** What waits in Production, on a page of Sandbox. The whole page changes, so it needs a full load. */
export async function ProductionLine({ line, grant }: LineProps & { line: Of<'production'> }) {
  const t = await getTranslations('attention.production')
  return (
    <AttentionLine
      meaning={line.counts.overdue > 0 ? 'bad' : 'attention'}
      icon="bell"
      title={t('title', line.counts)}
      actions={
        <PlainLink size="small" href={`${grant.base}?env=production`}>
          {t('action')}
        </PlainLink>
      }
    />
  )
}
