import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { DeadlineText } from '#/components/notices/deadline-text.tsx'
import { nameNotice } from '#/components/notices/notice-names.ts'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { type Acknowledgement, findAcknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { nameSubject } from '#/lib/notices/delivery/notice.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { linkPage, UnknownLink } from '../../public-page.tsx'
import { acknowledgeByMailAction, undoByMailAction } from './actions.ts'

/** The link shows only subject, account and deadline (notices.md, What a message says). */
export default linkPage('/acknowledge/[token]', findAsReader, async ({ found, token, query }) => {
  const t = await getTranslations('acknowledge')
  if (!found) return <UnknownLink title={t('unknown')} text={t('unknownText')} portal={t('portal')} />
  if (found.pending > 0 && found.mine) return <AnswerOfOthers found={found} />
  if (found.pending > 0)
    return <AskAcknowledgement found={found} token={token} isUndone={query.done === 'undone'} />
  if (found.answeredAt === null) return <NothingToAcknowledge found={found} />
  const isDone = query.done === 'acknowledged'
  return <Acknowledged found={found} token={token} isDone={isDone} answeredAt={found.answeredAt} />
})

async function findAsReader(read: Reader, token: string): Promise<Acknowledgement | null> {
  return findAcknowledgement(read, token, await currentActor())
}

type FoundProps = { found: Acknowledgement }

/** The reader sent this drill, so only its recipient can answer it. */
async function AnswerOfOthers({ found }: FoundProps) {
  const t = await getTranslations('acknowledge')
  return (
    <Page title={t('mine')} of={[found.accountName]} description={t('mineText')}>
      <Subject found={found} />
      <ToPortal {...found} />
    </Page>
  )
}

async function AskAcknowledgement({
  found,
  token,
  isUndone,
}: FoundProps & { token: string; isUndone: boolean }) {
  const t = await getTranslations('acknowledge')
  const { count, pending, accountName, kind, deadline } = found
  return (
    <Page
      title={t('title', { count, kind: found.kind })}
      of={[accountName]}
      description={t(kind === 'event' ? 'lead' : 'leadExercise')}
      above={isUndone ? <Banner meaning="good" role="status" title={t('undone', { count })} /> : null}
      zoned={deadline !== null}
    >
      {deadline ? (
        <p className="max-w-measure font-semibold">
          <DeadlineText deadline={deadline} kind={kind} counted />
        </p>
      ) : null}
      <Subject found={found} />
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

/** The notice is over, and nobody needs to answer. */
async function NothingToAcknowledge({ found }: FoundProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('acknowledge')
  return (
    <Page
      title={t('over')}
      of={[found.accountName]}
      description={found.late ? t('lateText', { programme }) : t('overText')}
    >
      <Subject found={found} />
      <ToPortal {...found} />
    </Page>
  )
}

/** Says since when somebody is working on it and what follows; only the portal names the person, to members. */
async function Acknowledged({
  found,
  token,
  isDone,
  answeredAt,
}: FoundProps & { token: string; isDone: boolean; answeredAt: number }) {
  const t = await getTranslations('acknowledge')
  const isEvent = found.kind === 'event'
  return (
    <Page
      title={t('answered', { count: found.count, kind: found.kind })}
      of={[found.accountName]}
      above={
        isDone ? <Banner meaning="good" role="status" title={t(isEvent ? 'done' : 'doneExercise')} /> : null
      }
      zoned
    >
      <Subject found={found} answeredAt={answeredAt} />
      <p>{isEvent ? t('next', { count: found.count }) : t('nextExercise')}</p>
      <UndoForm found={found} token={token} />
      <ToPortal {...found} />
    </Page>
  )
}

/** For ten minutes the link undoes what it acknowledged. Afterwards only a late submission shows, with the reason. */
async function UndoForm({ found: { undoable }, token }: FoundProps & { token: string }) {
  const t = await getTranslations('acknowledge')
  return (
    <ActionForm action={undoByMailAction} id="undo" hidden={{ token }} ended={undoable === null}>
      {undoable ? (
        <div className="flex flex-col items-start gap-2">
          <p>{t.rich('undoLead', { at: () => <Instant at={undoable.until} /> })}</p>
          <SubmitButton variant="secondary">{t('undo', { count: undoable.count })}</SubmitButton>
        </div>
      ) : null}
    </ActionForm>
  )
}

/** Subject and account, as in the mail; for several notices, their number. */
async function Subject({ found, answeredAt }: FoundProps & { answeredAt?: number }) {
  const t = await getTranslations('acknowledge')
  const mail = await getTranslations('mail')
  const category = mail(`categories.${found.category}`)
  const named = nameSubject(found, await nameNotice(found), mail)
  const subject = found.count > 1 ? mail('notice-digest.subject', { category, count: found.count }) : named
  const description = (
    <span dir="auto" className="font-medium wrap-anywhere">
      {subject}
    </span>
  )
  return (
    <DescriptionList
      items={[
        { term: t('subject'), description },
        { term: t('account'), description: found.accountName },
        !!answeredAt && { term: t('since'), description: <Instant at={answeredAt} /> },
      ]}
    />
  )
}

async function ToPortal({ count, path }: Acknowledgement) {
  const t = await getTranslations('acknowledge')
  return (
    <div className="flex flex-col items-start gap-2">
      <ButtonLink href={path}>{t('open', { count })}</ButtonLink>
      <p className="text-muted text-small">{t('openText')}</p>
    </div>
  )
}
