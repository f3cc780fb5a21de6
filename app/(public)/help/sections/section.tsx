import type { ReactNode } from 'react'
import { Prose } from '#/components/ui/prose.tsx'
import type { HelpSection } from './sections.ts'
import type { HelpKey, Say } from './words.tsx'

export type SectionProps = { say: Say }

export function Section({ id, say, children }: SectionProps & { id: HelpSection; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Prose>
        <h2 id={id} className="scroll-mt-6">
          {say(`sections.${id}`)}
        </h2>
        {children}
      </Prose>
    </section>
  )
}

export function Points({
  say,
  keys,
  ordered,
}: SectionProps & { keys: readonly HelpKey[]; ordered?: boolean }) {
  const List = ordered ? 'ol' : 'ul'
  return (
    <List>
      {keys.map((key) => (
        <li key={key}>{say(key)}</li>
      ))}
    </List>
  )
}
