import { getTranslations } from 'next-intl/server'
import type { ElementType, ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
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
import type { LineProps } from './attention-line.tsx'
import { MoreNoticesLine, NoticeLine, ProductionLine } from './attention-notices.tsx'

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
        {lines.map((line, place) => (
          <AttentionLine key={keyOf(line)} line={line} first={place === 0} {...props} />
        ))}
      </ul>
    </section>
  )
}

function keyOf(line: Attention): string {
  if ('notice' in line) return line.notice.id
  return line.kind === 'bouncing' ? line.address : line.kind
}

type Lines = {
  [Kind in Attention['kind']]: (
    props: LineProps & { line: Extract<Attention, { kind: Kind }> },
  ) => Promise<ReactNode>
}

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

function AttentionLine({ line, ...props }: LineProps & { line: Attention }) {
  const Line = lineOf[line.kind] as ElementType
  return <Line line={line} {...props} />
}
