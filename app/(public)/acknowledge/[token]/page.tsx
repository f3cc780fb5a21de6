import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AskAcknowledgement } from './ask-acknowledgement.tsx'
import { Acknowledged, NothingToAcknowledge, UnknownLink } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, the button acknowledges. Whoever holds the link sees
 * subject and account, and no more (notices.md, What a message says).
 */
export default definePage(async ({ params, searchParams }: PageProps<'/acknowledge/[token]'>) => {
  const { token } = await params
  const { programmeName: programme } = await currentSettings()
  const found = await openLink(findAcknowledgement((await getStore()).read, token))
  const isDone = (await searchParams).done === 'acknowledged'
  return <PublicShell programme={programme}>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink programme={programme} />
    if (found.pending > 0) return <AskAcknowledgement found={found} token={token} programme={programme} />
    if (found.answeredAt === null) return <NothingToAcknowledge found={found} programme={programme} />
    return <Acknowledged found={found} programme={programme} isDone={isDone} answeredAt={found.answeredAt} />
  }
})
