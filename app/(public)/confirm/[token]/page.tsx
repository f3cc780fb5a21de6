import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { refuseAddressAction } from './actions.ts'
import { AskConfirmation, type AskProps } from './ask-confirmation.tsx'
import { LinkEnded, UnknownLink } from './endings.tsx'
import { Registration } from './registration.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, a button does. Whoever holds the link sees the account's name,
 * what their address is there for and who registered it, and no more (notices.md, Confirm).
 */
export default definePage('/confirm/[token]', anybody, async ({ read, params, query }) => {
  const { token } = params
  const found = await openLink(findConfirmation(read, token))
  return <PublicShell>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink />
    if (found.state !== 'open')
      return <LinkEnded found={found} state={found.state} isDone={query.done === found.state} />
    if (query.answer === 'not-me') return <AskRefusal found={found} token={token} />
    return <AskConfirmation found={found} token={token} />
  }
})

/** "This is not me" takes the address out at once, so it asks once more. */
async function AskRefusal({ found, token }: AskProps) {
  const t = await getTranslations('confirmations.page')
  return (
    <Page
      title={t('refuseTitle')}
      of={[found.accountName]}
      description={t('refuseLead', { account: found.accountName })}
    >
      <Registration found={found} />
      <ActionForm action={refuseAddressAction} id="refuse" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton variant="danger">{t('refuse')}</SubmitButton>
          <PlainLink href={`/confirm/${token}`}>{t('back')}</PlainLink>
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}
