import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { isAddressOfMember } from '#/lib/accounts/account/standing.ts'
import { findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { EndedInvitation } from './ended-invitation.tsx'
import { OtherPerson } from './other-person.tsx'

/** Mail scanners open links and run scripts: opening changes nothing, the button accepts. */
export default definePage('/invitations/[token]', anybody, async ({ read, params }) => {
  const { token } = params
  const actor = await currentActor()
  const found = await openLink(findInvitationByToken(read, token, now()))
  return <PublicShell>{await choose()}</PublicShell>

  async function choose() {
    const ended = { found, actor }
    if (!found) return <EndedInvitation {...ended} state="unknown" />
    const { emailKey } = found.invitation
    if (found.state !== 'open') return <EndedInvitation {...ended} state={found.state} />
    if (await isAddressOfMember(read, emailKey, found.account.id))
      return <EndedInvitation {...ended} state="member" />
    if (actor && actor.user.emailKey !== emailKey)
      return <OtherPerson token={token} found={found} current={actor.user.email} />
    return <AcceptInvitation token={token} found={found} known={await findUserByEmail(read, emailKey)} />
  }
})
