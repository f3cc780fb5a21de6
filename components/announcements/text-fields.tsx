import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import type { FieldLabels } from '#/components/form/field-labels.ts'
import { FormCheckboxGroup, FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { FormZone } from '#/components/form/form-zone.tsx'
import { categoryChoices } from '#/components/notices/notice-names.ts'
import { Card } from '#/components/ui/card.tsx'
import { Fieldset } from '#/components/ui/field.tsx'
import { type AnnouncementTexts, textParts } from '#/db/words/announcements.ts'
import { type NoticeCategory, type NoticeWindow, severities } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { textField } from '#/lib/notices/announcements/form.ts'
import type { AnnouncementView } from '#/lib/notices/announcements/queries.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { writeLocalTime } from '#/lib/platform/values/zones.ts'

export type WrittenAnnouncement = Pick<
  AnnouncementView,
  'severity' | 'texts' | 'links' | 'window' | 'asksAnswer'
> & { category: NoticeCategory | null }

/** Labels of the fields; those of one language include its name. */
export async function readTextLabels(): Promise<FieldLabels> {
  const t = await getTranslations('announcements.text')
  const window = await getTranslations('announcements.window')
  const labels: FieldLabels = { category: t('category'), severity: t('severity'), links: t('links') }
  for (const name of ['starts', 'ends', 'zone'] as const)
    labels[name] = `${window('legend')} › ${window(name)}`
  for (const locale of locales) {
    const language = t('language', { language: await nameLanguage(locale) })
    for (const part of textParts) labels[textField(locale, part)] = `${language} › ${t(part)}`
  }
  return labels
}

export async function TextFields({ written }: { written: WrittenAnnouncement }) {
  const t = await getTranslations('announcements.text')
  const severity = await getTranslations('notices.severities')
  return (
    <div className="flex flex-col gap-5">
      <div className="flex max-w-measure flex-col gap-5">
        <FormSelect
          name="category"
          label={t('category')}
          hint={t('categoryHint')}
          options={[{ value: '', label: t('choose') }, ...(await categoryChoices())]}
          defaultValue={written.category ?? ''}
          required
        />
        <FormSelect
          name="severity"
          label={t('severity')}
          options={severities.map((value) => ({ value, label: severity(value) }))}
          defaultValue={written.severity}
        />
        <WindowFields window={written.window} />
        <FormCheckboxGroup
          name="asksAnswer"
          legend={t('answer')}
          defaultValue={written.asksAnswer ? ['on'] : []}
          options={[{ value: 'on', label: t('asks'), hint: t('asksHint') }]}
        />
      </div>
      <div className="grid gap-5 xl:grid-cols-2">
        {(await inOrder()).map((locale) => (
          <LanguageCard key={locale} locale={locale} text={written.texts[locale]} />
        ))}
      </div>
      <div className="max-w-measure">
        <FormTextarea
          name="links"
          label={t('links')}
          hint={t('linksHint')}
          optional
          defaultValue={written.links.map(({ href, text }) => `${href} ${text}`.trim()).join('\n')}
          rows={3}
          spellCheck={false}
        />
      </div>
    </div>
  )
}

/** When it happens: two local times and their zone, which is the reader's own until they choose another. */
async function WindowFields({ window }: { window: NoticeWindow | null }) {
  const t = await getTranslations('announcements.window')
  const own = await getTimeZone()
  const zone = window?.zone ?? own
  const write = (at: number | undefined) => (at === undefined ? '' : writeLocalTime(at, zone))
  return (
    <Fieldset legend={t('legend')} hint={t('hint')} id="window">
      <div className="mt-2 grid gap-5 sm:grid-cols-2">
        <FormInput
          name="starts"
          label={t('starts')}
          type="datetime-local"
          defaultValue={write(window?.startsAt)}
        />
        <FormInput name="ends" label={t('ends')} type="datetime-local" defaultValue={write(window?.endsAt)} />
        <FormZone
          name="zone"
          label={t('zone')}
          hint={t('zoneHint')}
          own={own}
          named={nameZone(zone, await getLocale())}
          defaultValue={zone}
        />
      </div>
    </Fieldset>
  )
}

/** The reader's own language comes first. */
async function inOrder(): Promise<Locale[]> {
  const reader = await getLocale()
  return [reader, ...locales.filter((locale) => locale !== reader)]
}

async function LanguageCard({ locale, text }: { locale: Locale; text: AnnouncementTexts[Locale] }) {
  const t = await getTranslations('announcements.text')
  const name = (part: string) => `${locale}-${part}`
  return (
    <Card title={t('language', { language: await nameLanguage(locale) })} description={t('languageNote')}>
      <FormInput
        name={name('summary')}
        label={t('summary')}
        hint={t('summaryHint')}
        lang={locale}
        defaultValue={text?.summary ?? ''}
        autoComplete="off"
      />
      <FormTextarea
        name={name('details')}
        label={t('details')}
        optional
        lang={locale}
        defaultValue={text?.details ?? ''}
      />
      <FormTextarea
        name={name('meaning')}
        label={t('meaning')}
        hint={t('meaningHint')}
        optional
        defaultValue={text?.meaning ?? ''}
        lang={locale}
        rows={3}
      />
      <FormTextarea
        name={name('remedy')}
        label={t('remedy')}
        hint={t('remedyHint')}
        optional
        lang={locale}
        defaultValue={text?.remedy ?? ''}
        rows={3}
      />
    </Card>
  )
}

/** The name of a language, for use inside a sentence. */
async function nameLanguage(language: Locale): Promise<string> {
  return new Intl.DisplayNames(await getLocale(), { type: 'language' }).of(language) ?? language
}
