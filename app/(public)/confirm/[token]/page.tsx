import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AskConfirmation } from './ask-confirmation.tsx'
import { AskRefusal } from './ask-refusal.tsx'
import { LinkEnded, UnknownLink } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, a button does. Whoever holds the link sees the account's name,
 * what their address is there for and who registered it, and no more (notices.md, Confirm).
 */
export default definePage('/confirm/[token]', anybody, async ({ read, params, query }) => {
  const { token } = params
  const { programmeName: programme } = await currentSettings()
  const found = await openLink(findConfirmation(read, token))
  return <PublicShell>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink />
    if (found.state !== 'open')
      return <LinkEnded found={found} state={found.state} isDone={query.done === found.state} />
    if (query.answer === 'not-me') return <AskRefusal found={found} token={token} programme={programme} />
    return <AskConfirmation found={found} token={token} programme={programme} />
  }
})
