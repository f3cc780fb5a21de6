'use client'

import { usePathname } from 'next/navigation'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import type { FieldProgress } from '#/lib/contacts/form/validate.ts'

type FieldChecklistProps = {
  title: string
  count: string
  /** The state of each required field, in the order of the form. */
  fields: readonly (FieldProgress & { name: string })[]
  words: Record<FieldProgress['state'], string>
  /** The path of the form; null if the reader has none. */
  form: string | null
}

const marks: Record<FieldProgress['state'], { icon: IconName; ink: string }> = {
  done: { icon: 'good', ink: 'text-good' },
  missing: { icon: 'todo', ink: 'text-muted' },
  faulty: { icon: 'attention', ink: 'text-attention' },
}

/**
 * The required fields with their state in words, each linked to its place in the form. A list beside the form on wide
 * screens; on narrow ones a line that unfolds, so that the form begins on the first screen.
 */
export function FieldChecklist({ title, count, fields, words, form }: FieldChecklistProps) {
  const path = usePathname()
  const linkTo = (field: FieldId) => `${path === form ? '' : form}#${field}`
  return (
    <section aria-labelledby="checklist">
      <h2 id="checklist" className="max-lg:sr-only">
        {title}
      </h2>
      <p className="text-muted text-small max-lg:hidden">{count}</p>
      <details className="group/checklist peer rounded-box border border-line bg-sunken px-3 text-small lg:hidden print:hidden">
        <summary className="flex min-h-9 list-none items-center gap-x-2 py-1 [&::-webkit-details-marker]:hidden">
          <span className="min-w-0 flex-1">
            <span className="font-medium">{title}</span> <span className="text-muted">{count}</span>
          </span>
          <span className="flex text-muted group-open/checklist:rotate-180">
            <Icon name="chevron-down" size="small" />
          </span>
        </summary>
      </details>
      <ol className="mt-2 flex flex-col text-small max-lg:not-peer-open:hidden lg:-ml-2">
        {fields.map(({ field, name, state }) => (
          <li key={field}>
            {form === null ? (
              <span className={entry}>{renderEntry(name, state)}</span>
            ) : (
              <a href={linkTo(field)} className={`${entry} text-ink no-underline hover:bg-sunken`}>
                {renderEntry(name, state)}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  )

  function renderEntry(name: string, state: FieldProgress['state']) {
    const { icon, ink } = marks[state]
    return (
      <>
        <span className={`flex ${ink}`}>
          <Icon name={icon} />
        </span>
        <span className="min-w-0">
          {name} <span className="block text-muted">{words[state]}</span>
        </span>
      </>
    )
  }
}

const entry = 'flex gap-2 rounded-box px-2 py-1.5'
