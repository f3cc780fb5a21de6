import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { defineLayout } from '#/app/define-page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'

/** The frame of the page that asks for a passkey, which demands by itself that somebody is signed in. */
export default defineLayout(async ({ children }: LayoutProps<'/passkey'>) => {
  const actor = await currentActor()
  if (!actor) return children
  return (
    <PersonShell actor={actor} signOut={signOutFormAction}>
      {children}
    </PersonShell>
  )
})
