'use client'

import { MailCard, MailText } from '#/components/shell/mail-card.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { FocusedBox } from '#/components/ui/focused-box.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { HandSummary } from '#/lib/notices/composing/hand-form-state.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

export type HandSummaryTexts = Omit<
  Messages['adminNotices']['summary'],
  'mail' | 'mailToNobody' | 'changed' | 'sandbox' | 'paused' | 'nobody' | 'gathered'
>

export function HandSummaryPart({ summary, texts }: { summary: HandSummary; texts: HandSummaryTexts }) {
  const { seal, silent, notes, facts, recipients, passedOver, mails } = summary
  return (
    <>
      <input type="hidden" name="seal" value={seal} />
      <FocusedBox as="h2" className="text-title">
        {texts.title}
      </FocusedBox>
      {notes.map(({ meaning, title, text }) => (
        <Banner key={title} meaning={meaning} title={title}>
          {text}
        </Banner>
      ))}
      <Card>
        <DescriptionList items={facts} />
      </Card>
      {recipients.length > 0 ? (
        <Card title={silent ? texts.wouldHave : texts.recipients}>
          {passedOver.length > 0 ? (
            <p className="max-w-measure text-muted">
              {texts.passedOver} {passedOver.join(', ')}
            </p>
          ) : null}
          <ul className="flex flex-col gap-1">
            {recipients.map(({ address, as }) => (
              <li key={address} className="wrap-anywhere">
                {address} <span className="text-muted text-small">({as})</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {mails.map(({ locale, title, sent, ...mail }) =>
        sent ? (
          <MailCard key={locale} title={title} locale={locale} mail={mail} />
        ) : (
          <Disclosure key={locale} summary={title}>
            <MailText locale={locale} mail={mail} />
          </Disclosure>
        ),
      )}
      <ButtonRow>
        <SubmitButton name="intent" value="send">
          {silent ? texts.record : texts.send}
        </SubmitButton>
        <SubmitButton name="intent" value="write" variant="secondary">
          {texts.change}
        </SubmitButton>
      </ButtonRow>
    </>
  )
}
