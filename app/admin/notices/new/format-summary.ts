import { getLocale, getTranslations } from 'next-intl/server'
import { namePurpose } from '#/components/notices/notice-names.ts'
import { env } from '#/env.ts'
import type { NamedAccount } from '#/lib/accounts/search/named-queries.ts'
import type { HandSummary } from '#/lib/notices/composing/hand-form-state.ts'
import type { HandPreview } from '#/lib/notices/composing/hand-preview.ts'
import { notice } from '#/lib/notices/delivery/notice.ts'
import type { NoticeContent } from '#/lib/notices/intake/notice-input.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

type Summarised = {
  account: NamedAccount
  content: NoticeContent
  preview: HandPreview
  /** The preview changed since the person saw it. */
  changed: boolean
}

export async function formatSummary({
  account,
  content,
  preview,
  changed,
}: Summarised): Promise<HandSummary> {
  const { programmeName: programme } = await currentSettings()
  const { reach, mails, seal } = preview
  const notes = await listNotes(preview, changed)
  const recipients = await Promise.all(
    reach.recipients.map(async ({ shown, purpose }) => ({ address: shown, as: await namePurpose(purpose) })),
  )
  const taken = reach.taken
  const passed = taken === null ? [] : reach.steps.filter(({ step }) => step < taken)
  const passedOver = await Promise.all(passed.map(({ purpose }) => namePurpose(purpose)))
  return {
    seal,
    notes,
    recipients,
    passedOver,
    silent: reach.silence !== null,
    facts: await listFacts(account, content),
    mails: await describeMails(mails, programme),
  }
}

async function listNotes({ reach, gathered }: HandPreview, changed: boolean): Promise<HandSummary['notes']> {
  const t = await getTranslations('adminNotices.summary')
  const note = (
    meaning: 'attention' | 'information',
    key: 'changed' | 'sandbox' | 'paused' | 'nobody' | 'gathered',
  ) => ({ meaning, title: t(`${key}.title`), text: t(`${key}.text`) })
  return [
    ...(changed ? [note('attention', 'changed')] : []),
    ...(reach.silence ? [note('attention', reach.silence)] : []),
    ...(reach.silence === null && reach.taken === null ? [note('attention', 'nobody')] : []),
    ...(gathered ? [note('information', 'gathered')] : []),
  ]
}

async function listFacts(account: NamedAccount, content: NoticeContent): Promise<HandSummary['facts']> {
  const t = await getTranslations('notices')
  const common = await getTranslations('common.environment')
  const categories = await getTranslations('mail.categories')
  const format = await getFormatter()
  const { category, environment, severity, occurredAt } = content
  const lines = [
    ['account', `${account.name} (${account.slug})`],
    ['category', categories(category)],
    ['severity', t(`severities.${severity}`)],
    ['environment', common(environment)],
  ] as const
  const facts = lines.map(([id, description]) => ({ id, term: t(`facts.${id}`), description }))
  if (occurredAt === null) return facts
  const description = format.dateTime(occurredAt, { dateStyle: 'medium', timeStyle: 'short' })
  return [...facts, { id: 'since', term: t('facts.since'), description }]
}

async function describeMails(
  mails: HandPreview['mails'],
  programmeName: string,
): Promise<HandSummary['mails']> {
  const t = await getTranslations('adminNotices.summary')
  const reader = await getLocale()
  const shown = mails.map(({ locale, to, mail }) => {
    const language = languageName(locale, reader)
    const [first] = to
    const { subject, text } = renderMail(fill(notice, mail), locale, { programmeName, appUrl: env.APP_URL })
    const title = first ? t('mail', { language, address: first.shown }) : t('mailToNobody', { language })
    return { locale, title, subject, text, sent: to.length > 0 }
  })
  return shown.sort((one, other) => Number(other.sent) - Number(one.sent))
}
