'use client'

import { ProgrammeMark } from '#/components/shell/programme-mark.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { FocusedBox } from '#/components/ui/focused-box.tsx'
import { Paragraphs } from '#/components/ui/paragraphs.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Locale } from '#/db/words/people.ts'
import type { ProgrammePreview } from '#/lib/admin/settings/programme-form-state.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import { accentHref, accentName, defaultAccent, type Scheme } from '#/lib/platform/look/accent.ts'
import { lookHref } from '#/lib/platform/look/logo.ts'

export type PreviewTexts = Messages['adminSettings']['programme']['look'] & {
  privacy: Record<Locale, string>
  save: string
}

type PreviewProps = { preview: ProgrammePreview; texts: PreviewTexts }

/** How pages and mails would look in both themes, with buttons to save or to change it. */
export function ProgrammePreviewPart({ preview, texts }: PreviewProps) {
  const accent = accentName(preview.accent ?? defaultAccent)
  return (
    <>
      <link rel="stylesheet" href={accentHref(accent)} precedence="accent" />
      <div>
        <FocusedBox as="h2" className="text-title">
          {texts.title}
        </FocusedBox>
        <p className="max-w-measure text-muted">{texts.lead}</p>
      </div>
      <div data-accent={accent} className="grid gap-4 lg:grid-cols-2">
        <Sample kind="page" scheme="light" preview={preview} texts={texts} />
        <Sample kind="page" scheme="dark" preview={preview} texts={texts} />
        <Sample kind="mail" scheme="light" preview={preview} texts={texts} />
        <Sample kind="mail" scheme="dark" preview={preview} texts={texts} />
      </div>
      {preview.logo ? <Icons logo={preview.logo.id} label={texts.icons} /> : null}
      {preview.privacy.map(({ locale, text }) => (
        <Card key={locale} title={texts.privacy[locale]}>
          <Paragraphs text={text} locale={locale} />
        </Card>
      ))}
      <ButtonRow>
        <SubmitButton name="intent" value="save">
          {texts.save}
        </SubmitButton>
        <SubmitButton name="intent" value="write" variant="secondary">
          {texts.change}
        </SubmitButton>
      </ButtonRow>
    </>
  )
}

/** A page or mail in one theme. It is a picture: nothing in it can be pressed. */
function Sample({ kind, scheme, preview, texts }: PreviewProps & { kind: 'page' | 'mail'; scheme: Scheme }) {
  const Body = kind === 'page' ? PageSample : MailSample
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="text-muted text-small">{texts[kind][scheme]}</figcaption>
      <div
        role="img"
        data-sample
        aria-label={texts[kind][scheme]}
        className={`${schemes[scheme]} flex-1 overflow-hidden rounded-box border border-line`}
      >
        <Body preview={preview} texts={texts} />
      </div>
    </figure>
  )
}

const schemes: Record<Scheme, string> = { light: 'scheme-light', dark: 'scheme-dark' }

function PageSample({ preview, texts }: PreviewProps) {
  return (
    <>
      <div className="border-line border-b bg-surface px-4 py-3">
        <ProgrammeMark {...preview} />
      </div>
      <div className="flex flex-col items-start gap-3 p-4">
        <span className="rounded-box bg-accent-soft px-3 py-1.5 font-medium text-accent-ink shadow-[inset_3px_0_var(--color-accent)]">
          {texts.heading}
        </span>
        <span>
          {texts.text} <span className="text-accent-ink underline">{texts.link}</span>
        </span>
        <Buttons texts={texts} />
      </div>
    </>
  )
}

function MailSample({ preview, texts }: PreviewProps) {
  return (
    <div className="flex flex-col gap-3 p-4">
      <ProgrammeMark {...preview} quiet />
      <div className="flex flex-col items-start gap-3 rounded-box border border-line bg-surface p-5">
        <span className="font-semibold text-title">{texts.heading}</span>
        <span>{texts.text}</span>
        <Buttons texts={texts} />
        <span className="text-accent-ink text-small underline">{texts.link}</span>
      </div>
    </div>
  )
}

/** The icons of browsers and home screens, as these cut them. */
function Icons({ logo, label }: { logo: string; label: string }) {
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="text-muted text-small">{label}</figcaption>
      <div
        role="img"
        aria-label={label}
        className="flex flex-wrap items-center gap-6 rounded-box border border-line bg-surface p-4"
      >
        <IconImage logo={logo} file="favicon.ico" side={16} />
        <IconImage logo={logo} file="favicon.ico" side={32} />
        <IconImage logo={logo} file="apple-touch-icon.png" side={60} look="rounded-[13px]" />
        <IconImage logo={logo} file="maskable-192.png" side={60} look="rounded-full" />
      </div>
    </figure>
  )
}

function IconImage({
  logo,
  file,
  side,
  look = '',
}: {
  logo: string
  file: string
  side: number
  look?: string
}) {
  // biome-ignore lint/performance/noImgElement: no picture passes through Next
  return <img src={lookHref(logo, file)} alt="" width={side} height={side} className={look} />
}

/** One as it is, one with the focus. */
function Buttons({ texts }: { texts: PreviewTexts }) {
  const shape = 'rounded-box bg-accent px-4 py-2 font-medium text-on-accent'
  return (
    <span className="flex flex-wrap gap-4">
      <span className={shape}>{texts.button}</span>
      <span className={`${shape} outline-2 outline-accent-ink outline-offset-2`}>{texts.focused}</span>
    </span>
  )
}
