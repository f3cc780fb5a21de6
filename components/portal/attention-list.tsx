import { getTranslations } from 'next-intl/server'
import type { ElementType, ReactNode } from 'react'
import { DeadlineText } from '#/components/notices/deadline-text.tsx'
import { NoticeBadges, NoticeCategoryBadge, NoticeName } from '#/components/notices/notice-badges.tsx'
import { nameBriefly } from '#/components/notices/notice-names.ts'
import { Instant } from '#/components/shell/instant.tsx'
import { PlainLink, SmallLink } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Attention } from '#/lib/attention/policy.ts'
import {
  BouncingLine,
  CheckLine,
  DraftLine,
  DrillLine,
  MissingLine,
  MoreBouncingLine,
  SuccessorLine,
  UnconfirmedLine,
} from './attention-contacts.tsx'
import { AttentionLine, LineForm, type LineProps, type Of } from './attention-line.tsx'

type AttentionListProps = Omit<LineProps, 'first'> & { lines: readonly Attention[] }

/** What needs the account's people, the most urgent first, each with its action; or one calm sentence. */
export async function AttentionList({ lines, ...props }: AttentionListProps) {
  const t = await getTranslations('attention')
  if (lines.length === 0) {
    return (
      <p id="attention" className="flex gap-3 text-muted">
        <span className="flex h-6 items-center text-good">
          <Icon name="good" />
        </span>
        {t('none')}
      </p>
    )
  }
  return (
    <section
      id="attention"
      aria-labelledby="attention-title"
      className="min-w-0 rounded-box border border-line bg-surface"
    >
      <h2 id="attention-title" className="px-4 pt-4 text-large sm:px-6 sm:pt-6">
        {t('title')}
      </h2>
      <ul className="divide-y divide-line">
        {lines.map((line, place) => {
          const Line = lineOf[line.kind] as ElementType
          return <Line key={keyOf(line)} line={line} first={place === 0} {...props} />
        })}
      </ul>
    </section>
  )
}

function keyOf(line: Attention): string {
  if ('notice' in line) return line.notice.id
  return line.kind === 'bouncing' ? (line.endpoint?.id ?? line.address) : line.kind
}

type Lines = { [Kind in Attention['kind']]: (props: Of<Kind>) => Promise<ReactNode> }

const lineOf: Lines = {
  production: ProductionLine,
  emergency: NoticeLine,
  overdue: NoticeLine,
  notice: NoticeLine,
  more: MoreNoticesLine,
  missing: MissingLine,
  bouncing: BouncingLine,
  'more-bouncing': MoreBouncingLine,
  drill: DrillLine,
  check: CheckLine,
  draft: DraftLine,
  unconfirmed: UnconfirmedLine,
  successor: SuccessorLine,
}

const meanings = { emergency: 'bad', overdue: 'bad', notice: 'attention' } as const

/** A notice that waits for an answer, with the button that acknowledges it. */
async function NoticeLine({
  line: { kind, notice, deadline },
  ...props
}: Of<'emergency' | 'overdue' | 'notice'>) {
  const t = await getTranslations('attention.notice')
  const answer = await getTranslations('notices.answer')
  const name = await nameBriefly(notice)
  return (
    <AttentionLine
      meaning={meanings[kind]}
      icon="bell"
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={`${props.grant.base}/notices/${notice.id}`} className="min-w-0 wrap-anywhere">
            <NoticeName notice={notice} />
          </Link>
          {notice.category === 'emergency' ? <NoticeCategoryBadge notice={notice} /> : null}
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
      {deadline ? (
        <DeadlineText deadline={deadline} />
      ) : (
        t.rich('since', { at: () => <Instant at={notice.firstSeenAt} /> })
      )}
    </AttentionLine>
  )
}

async function MoreNoticesLine({ line, grant }: Of<'more'>) {
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
async function ProductionLine({ line, grant }: Of<'production'>) {
  const t = await getTranslations('attention.production')
  return (
    <AttentionLine
      meaning={line.counts.emergencies + line.counts.overdue > 0 ? 'bad' : 'attention'}
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
