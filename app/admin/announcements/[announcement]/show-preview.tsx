import { getLocale, getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { CountsList } from '#/components/announcements/counts-list.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { FrozenCounts } from '#/db/words/announcements.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { previewAnnouncement } from '#/lib/notices/announcements/preview.ts'
import type { AnnouncementView } from '#/lib/notices/announcements/queries.ts'
import { announcement } from '#/lib/notices/delivery/announcement.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { previewAction, testAction } from '../actions.ts'
import { renderFrozenList } from './frozen-list.tsx'

/** Shows an unsent announcement: whether it has a preview, and what it would send. */
export async function showPreview(
  read: Reader,
  grant: StaffGrant,
  found: AnnouncementView,
  query: PageQuery,
  programme: string,
) {
  if (found.state === 'ready' && found.counts)
    return showReady(read, grant, { ...found, counts: found.counts }, query, programme)
  const isGoingOn = found.state === 'freezing' && (found.leaseUntil ?? 0) > now()
  return { head: isGoingOn ? await describeSnapshot(found) : await askToPreview(found), rest: null }
}

async function describeSnapshot({ id, done }: AnnouncementView) {
  const t = await getTranslations('announcements')
  const text = t('freezing.done', { count: done })
  return (
    <Card title={t('freezing.label')}>
      <p className="tabular-nums">{text}</p>
      <LiveUpdates inFlight said={[{ id: 'done', text }]} path={`/admin/announcements/${id}`} />
    </Card>
  )
}

async function askToPreview({ id, state, version }: AnnouncementView) {
  const t = await getTranslations('announcements')
  const isInterrupted = state === 'freezing'
  return (
    <>
      <Banner
        meaning={isInterrupted ? 'attention' : 'information'}
        title={t(isInterrupted ? 'freezing.interrupted' : 'draft.title')}
      >
        {t(isInterrupted ? 'freezing.interruptedText' : 'draft.text')}
      </Banner>
      <ActionForm
        action={previewAction}
        id="preview"
        hidden={{ announcement: id, version }}
        submit={t('draft.preview')}
      />
    </>
  )
}

async function showReady(
  read: Reader,
  grant: StaffGrant,
  found: AnnouncementView & { counts: FrozenCounts },
  query: PageQuery,
  programmeName: string,
) {
  const t = await getTranslations('announcements')
  const { id, version, counts, frozenAt } = found
  const format = await getFormatter()
  const slug = typeof query.mail === 'string' ? query.mail : undefined
  const preview = await previewAnnouncement(read, grant, found, slug)
  const sender = { programmeName, appUrl: env.APP_URL }
  const mails = (preview?.mails ?? []).map(({ locale, to, mail }) => {
    const { subject } = renderMail(fill(announcement, mail), locale, sender)
    const shown = new URLSearchParams({ account: preview?.account.slug ?? '', locale })
    const html = `/admin/announcements/${id}/mail.html?${shown}`
    return { locale, to: to[0]?.shown ?? '', html, subject }
  })
  const head = (
    <>
      <Card
        title={t('ready.title')}
        description={t('ready.frozen', {
          at: format.dateTime(frozenAt ?? now(), { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      >
        <CountsList counts={counts} />
      </Card>
      {counts.accounts === 0 ? (
        <Banner meaning="attention" title={t('ready.nobody')}>
          {t('ready.nobodyText')}
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        {counts.accounts > 0 ? (
          <ButtonLink href={`/admin/announcements/${id}/send`} variant="primary">
            {t('ready.send')}
          </ButtonLink>
        ) : null}
        {counts.reaches > 0 ? (
          <ActionForm
            action={testAction}
            id="test"
            variant="secondary"
            hidden={{ announcement: id, version }}
            submit={t('ready.test', { address: grant.actor.user.email })}
          />
        ) : null}
        <ActionForm
          action={previewAction}
          id="again"
          variant="secondary"
          hidden={{ announcement: id, version }}
          submit={t('ready.again')}
        />
      </div>
    </>
  )
  const rest = (
    <>
      <AnnouncementMails account={preview?.account.name ?? null} mails={mails} />
      {counts.accounts > 0 ? await renderFrozenList({ read, grant, found, query }) : null}
    </>
  )
  return { head, rest }
}

type AnnouncementMailsProps = {
  /** Null if none of the accounts would get mail. */
  account: string | null
  /** By language: `to` is the first recipient, empty if nobody gets that language. */
  mails: readonly { locale: Locale; to: string; html: string; subject: string }[]
}

/** Shows the announcement's mail for one account, in each language. */
async function AnnouncementMails({ account, mails }: AnnouncementMailsProps) {
  const t = await getTranslations('announcements.mail')
  const names = new Intl.DisplayNames(await getLocale(), { type: 'language' })
  if (account === null) return <p className="text-muted">{t('none')}</p>
  return (
    <Card title={t('title', { account })}>
      {mails.map(({ locale, to, html, subject }) => {
        const language = names.of(locale) ?? locale
        return (
          <Disclosure
            key={locale}
            open={to !== ''}
            summary={to ? t('sent', { language, address: to }) : t('nobody', { language })}
          >
            <div className="flex flex-col gap-3">
              <p lang={locale} className="font-semibold wrap-anywhere">
                {subject}
              </p>
              <iframe
                src={html}
                title={t('frame', { language })}
                sandbox=""
                loading="lazy"
                className="h-144 w-full max-w-2xl rounded-control border border-line"
              />
            </div>
          </Disclosure>
        )
      })}
    </Card>
  )
}
