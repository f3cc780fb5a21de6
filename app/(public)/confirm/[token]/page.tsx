import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AskConfirmation } from './ask-confirmation.tsx'
import { AskRefusal } from './ask-refusal.tsx'
import { LinkEnded, UnknownLink } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, a button does. Whoever holds the link sees the account's name,
 * what their address is there for and who registered it, and no more (notices.md, Confirm).
 */
export default definePage(async ({ params, searchParams }: PageProps<'/confirm/[token]'>) => {
  const { token } = await params
  const query = await searchParams
  const { programmeName: programme } = await currentSettings()
  const found = await openLink(findConfirmation((await getStore()).read, token))
  return <PublicShell programme={programme}>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink programme={programme} />
    if (found.state !== 'open')
      return (
        <LinkEnded
          found={found}
          programme={programme}
          state={found.state}
          isDone={query.done === found.state}
        />
      )
    if (query.answer === 'not-me') return <AskRefusal found={found} token={token} programme={programme} />
    return <AskConfirmation found={found} token={token} programme={programme} />
  }
})
