import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { type Acknowledgement, findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { AcknowledgedSubject } from './acknowledged-subject.tsx'
import { acknowledgeByMailAction } from './actions.ts'
import { Acknowledged, NothingToAcknowledge, UnknownLink } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, the button acknowledges. Whoever holds the link sees
 * subject and account, and no more (notices.md, What a message says).
 */
export default definePage('/acknowledge/[token]', anybody, async ({ read, params, query }) => {
  const { token } = params
  const found = await openLink(findAcknowledgement(read, token))
  const isDone = query.done === 'acknowledged'
  return <PublicShell>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownLink />
    if (found.pending > 0) return <AskAcknowledgement found={found} token={token} />
    if (found.answeredAt === null) return <NothingToAcknowledge found={found} />
    return <Acknowledged found={found} isDone={isDone} answeredAt={found.answeredAt} />
  }
})

type AskAcknowledgementProps = { found: Acknowledgement; token: string }

/** What is to be acknowledged, and the button that does. */
async function AskAcknowledgement({ found, token }: AskAcknowledgementProps) {
  const t = await getTranslations('acknowledge')
  const { count, pending } = found
  const title = t('title', { count })
  return (
    <Page
      title={title}
      of={[found.accountName]}
      description={t(found.kind === 'event' ? 'lead' : 'leadExercise')}
    >
      <AcknowledgedSubject found={found} />
      {pending < count ? <p>{t('some', { pending, count })}</p> : null}
      <ActionForm
        action={acknowledgeByMailAction}
        id="acknowledge"
        hidden={{ token }}
        submit={t('submit', { count })}
      />
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}
