import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { LinkedText } from '#/components/ui/linked-text.tsx'
import type { StaffCase } from '#/lib/cases/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** The messages of a case, oldest first; those of the programme's team are highlighted. */
export async function CaseConversation({ messages }: Pick<StaffCase, 'messages'>) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('cases')
  const named = await namePeople()
  return (
    <section aria-label={t('conversation')}>
      <ol className="flex flex-col gap-4">
        {messages.map(({ id, author, fromStaff, internal, text, at }) => (
          <li key={id} className={`rounded-box border px-4 py-3 ${lookOf({ fromStaff, internal })}`}>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-small">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-semibold">{named(author)}</span>
                {internal ? (
                  <Badge meaning="attention" icon="lock">
                    {t('note.badge')}
                  </Badge>
                ) : null}
                {fromStaff && !internal ? <Badge>{t('team', { programme })}</Badge> : null}
              </span>
              <span className="text-muted">
                <Instant at={at} />
              </span>
            </div>
            <p dir="auto" className="mt-2 max-w-measure whitespace-pre-line">
              <LinkedText text={text} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function lookOf({ fromStaff, internal }: Pick<StaffCase['messages'][number], 'fromStaff' | 'internal'>) {
  if (internal) return 'border-attention-line border-dashed bg-attention-soft'
  return fromStaff ? 'border-control bg-accent-soft' : 'border-line bg-surface'
}
