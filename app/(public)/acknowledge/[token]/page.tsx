import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AskAcknowledgement } from './ask-acknowledgement.tsx'
import { Acknowledged, NothingToAcknowledge, UnknownLink } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, the button acknowledges. Whoever holds the link sees
 * subject and account, and no more (notices.md, What a message says).
 */
export default definePage('/acknowledge/[token]', anybody, async ({ read, params, query }) => {
  const { token } = params
  const { programmeName: programme } = await currentSettings()
  const found = await openLink(findAcknowledgement(read, token))
  const isDone = query.done === 'acknowledged'
  return <PublicShell>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink />
    if (found.pending > 0) return <AskAcknowledgement found={found} token={token} />
    if (found.answeredAt === null) return <NothingToAcknowledge found={found} programme={programme} />
    return <Acknowledged found={found} isDone={isDone} answeredAt={found.answeredAt} />
  }
})
