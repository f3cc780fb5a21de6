import { getTranslations } from 'next-intl/server'
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

function AttentionLine({ line, ...props }: LineProps & { line: Attention }) {
  switch (line.kind) {
    case 'production':
      return <ProductionLine line={line} {...props} />
    case 'emergency':
    case 'overdue':
    case 'notice':
      return <NoticeLine line={line} {...props} />
    case 'more':
      return <MoreNoticesLine line={line} {...props} />
    case 'missing':
      return <MissingLine line={line} {...props} />
    case 'bouncing':
      return <BouncingLine line={line} {...props} />
    case 'more-bouncing':
      return <MoreBouncingLine line={line} {...props} />
    case 'drill':
      return <DrillLine line={line} {...props} />
    case 'check':
      return <CheckLine line={line} {...props} />
    case 'draft':
      return <DraftLine line={line} {...props} />
    case 'unconfirmed':
      return <UnconfirmedLine line={line} {...props} />
    case 'successor':
      return <SuccessorLine line={line} {...props} />
  }
}
