import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { isAddressOfMember } from '#/lib/accounts/account/standing.ts'
import { findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { EndedInvitation } from './ended-invitation.tsx'
import { OtherPerson } from './other-person.tsx'

/** Mail scanners open links and run scripts: opening changes nothing, the button accepts. */
export default definePage(async ({ params }: PageProps<'/invitations/[token]'>) => {
  const { token } = await params
  const { read } = await getStore()
  const { programmeName } = await currentSettings()
  const actor = await currentActor()
  const found = await openLink(findInvitationByToken(read, token, now()))
  return <PublicShell programme={programmeName}>{await choose()}</PublicShell>

  async function choose() {
    const ended = { programme: programmeName, found, actor }
    const shared = { programme: programmeName, token }
    if (!found) return <EndedInvitation {...ended} state="unknown" />
    const { emailKey } = found.invitation
    if (found.state !== 'open') return <EndedInvitation {...ended} state={found.state} />
    if (await isAddressOfMember(read, emailKey, found.account.id))
      return <EndedInvitation {...ended} state="member" />
    if (actor && actor.user.emailKey !== emailKey)
      return <OtherPerson {...shared} found={found} current={actor.user.email} />
    return <AcceptInvitation {...shared} found={found} known={await findUserByEmail(read, emailKey)} />
  }
})
