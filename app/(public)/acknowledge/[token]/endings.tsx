import { getTranslations } from 'next-intl/server'
import { MailHelp } from '#/app/(public)/sign-in/mail-help.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import type { Acknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { AcknowledgedSubject } from './acknowledged-subject.tsx'

type Ending = { found: Acknowledgement; programme: string }

/** Since when somebody is on it, and what happens next; who it is shows in the portal, to members. */
export async function Acknowledged({
  found,
  programme,
  isDone,
  answeredAt,
}: Ending & { isDone: boolean; answeredAt: number }) {
  const t = await getTranslations('acknowledge')
  const title = t('answered', { count: found.count })
  const isEvent = found.kind === 'event'
  return (
    <>
      <PageTitle parts={[title, found.accountName, programme]} />
      {isDone ? <Banner meaning="good" role="status" title={t(isEvent ? 'done' : 'doneExercise')} /> : null}
      <PageHeader title={title} />
      <AcknowledgedSubject found={found} />
      <p>
        {t('since')} <Instant at={answeredAt} />
      </p>
      <p>{t(isEvent ? 'next' : 'nextExercise')}</p>
      <ToPortal {...found} />
      <ZoneNote />
    </>
  )
}

/** It is over, and nobody has to answer any more. */
export async function NothingToAcknowledge({ found, programme }: Ending) {
  const t = await getTranslations('acknowledge')
  return (
    <>
      <PageTitle parts={[t('over'), found.accountName, programme]} />
      <PageHeader title={t('over')} description={found.late ? t('lateText', { programme }) : t('overText')} />
      <AcknowledgedSubject found={found} />
      <ToPortal {...found} />
    </>
  )
}

/** A link that is cut short, or whose notice was deleted after its time. */
export async function UnknownLink({ programme }: { programme: string }) {
  const t = await getTranslations('acknowledge')
  return (
    <>
      <PageTitle parts={[t('unknown'), programme]} />
      <PageHeader title={t('unknown')} description={t('unknownText')} />
      <p>
        <ButtonLink href="/accounts">{t('portal')}</ButtonLink>
      </p>
      <MailHelp />
    </>
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
