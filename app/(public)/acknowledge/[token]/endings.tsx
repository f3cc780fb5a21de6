import { getTranslations } from 'next-intl/server'
import { MailHelp } from '#/app/(public)/sign-in/mail-help.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { Acknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AcknowledgedSubject } from './acknowledged-subject.tsx'

/** Since when somebody is on it, and what happens next; who it is shows in the portal, to members. */
export async function Acknowledged({
  found,
  isDone,
  answeredAt,
}: {
  found: Acknowledgement
  isDone: boolean
  answeredAt: number
}) {
  const t = await getTranslations('acknowledge')
  const title = t('answered', { count: found.count })
  const isEvent = found.kind === 'event'
  return (
    <Page
      title={title}
      of={[found.accountName]}
      above={
        isDone ? <Banner meaning="good" role="status" title={t(isEvent ? 'done' : 'doneExercise')} /> : null
      }
      zoned
    >
      <AcknowledgedSubject found={found} />
      <p>
        {t('since')} <Instant at={answeredAt} />
      </p>
      <p>{t(isEvent ? 'next' : 'nextExercise')}</p>
      <ToPortal {...found} />
    </Page>
  )
}

/** It is over, and nobody has to answer any more. */
export async function NothingToAcknowledge({ found }: { found: Acknowledgement }) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('acknowledge')
  return (
    <Page
      title={t('over')}
      of={[found.accountName]}
      description={found.late ? t('lateText', { programme }) : t('overText')}
    >
      <AcknowledgedSubject found={found} />
      <ToPortal {...found} />
    </Page>
  )
}

/** A link that is cut short, or whose notice was deleted after its time. */
export async function UnknownLink() {
  const t = await getTranslations('acknowledge')
  return (
    <Page title={t('unknown')} description={t('unknownText')}>
      <p>
        <ButtonLink href="/accounts">{t('portal')}</ButtonLink>
      </p>
      <MailHelp />
    </Page>
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
