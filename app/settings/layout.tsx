import { defineLayout } from '#/app/define-page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'

/** The frame of a person's own pages; each page below demands a session. */
export default defineLayout(async ({ children }: LayoutProps<'/settings'>) => {
  const actor = await currentActor()
  if (!actor) return children
  return <PersonShell actor={actor}>{children}</PersonShell>
})
