'use client'

import { type ComponentType, lazy, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { KeepStill } from '#/components/form/keep-still.tsx'
import { SentForm } from '#/components/form/sent-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ErrorSummary, useErrorTitle } from '#/components/ui/error-summary.tsx'
import {
  type FieldId,
  fieldIds,
  isAddressFieldId,
  type MerchantIssuesRule,
  ruleOf,
} from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { AddressListField } from './address-list.tsx'
import { AlertContacts } from './alert-contacts.tsx'
import { BrandSupportFields } from './brand-support-fields.tsx'
import { ContactFormContext, type EndpointOptions, FormFieldset, type ShownStatus } from './form-parts.tsx'
import { HoursEditor } from './hours-editor.tsx'
import { listContactErrors } from './list-errors.ts'
import type { AlertChoice } from './member-picker.tsx'
import { SaveBar } from './save-bar.tsx'
import { type ContactFormOptions, loadConflict, useContactForm } from './use-contact-form.ts'
import type { WeekEditorProps } from './week-editor.tsx'

const ConflictPanel = lazy(loadConflict)

export type ContactFormProps = ContactFormOptions & {
  account: {
    defaultLocale: Locale
    zoneNames: Readonly<Record<string, string>>
    merchantIssues: MerchantIssuesRule
  }
  /** `gate` or `configuration`: decides where submitting leads. */
  place: 'gate' | 'configuration'
  members: readonly AlertChoice[]
  invite: { href: string; isOwner: boolean }
  productionHref: string
  statuses: Readonly<Record<string, ShownStatus>>
  endpoints: EndpointOptions | null
  /** What was likely meant, by saved address. */
  suggestions: Readonly<Record<string, string>>
  /** The week grid of the stored hours, rendered on the server. */
  picture: ReactNode
  /** The draft that the form starts from, rendered on the server. */
  draftNotice: ReactNode
  /** When it was saved, in words; null without a draft. */
  draftSaved: string | null
  close?: ReactNode
}

/**
 * The fields of an account's contact information. Without JavaScript every button submits the form and keeps what
 * was typed; with it, rows change in place and the form saves itself.
 */
export function ContactForm(props: ContactFormProps) {
  const { texts, account, environment, section } = props
  const shows = (field: FieldId) =>
    (section === undefined || section === field) && ruleOf(field, account.merchantIssues) !== 'hidden'
  const form = useContactForm(props)
  const { state, values, sending } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: another array of the same errors would take the focus again
  const errors = useMemo(() => listContactErrors(state.errors, texts), [state.id])
  useErrorTitle(state.message?.meaning === 'bad' && state.id)
  const surroundings = {
    texts,
    errors: form.errors,
    defaultLocale: account.defaultLocale,
    statuses: props.statuses,
    suggestions: props.suggestions,
    endpoints: props.endpoints,
    chosen: values.endpoints,
    // At the gate no notices are sent yet.
    withTest: props.place === 'configuration',
    onInput: form.onInput,
  }
  // Autosave reloads the page; a message that appears or disappears would move the field under the cursor.
  const [notice, setNotice] = useState({ since: state.id, draft: props.draftNotice })
  if (notice.since !== state.id) setNotice({ since: state.id, draft: props.draftNotice })
  return (
    <ContactFormContext value={surroundings}>
      <KeepStill>
        <SentForm
          sending={sending}
          question={state.question?.asked}
          intent={state.question?.intent}
          id="contact-information"
          // A browser must not bring back what another visit chose: autosave would save it over newer versions.
          autoComplete="off"
          ref={form.ref}
          action={props.action ? sending.action : undefined}
          onSubmit={form.submit}
          onBlur={form.onBlur}
          onInput={form.onInput}
          bar={
            <SaveBar
              autosave={form.autosave}
              saved={props.draftSaved}
              readOnly={props.action === null}
              close={props.close}
            />
          }
          said={form.announced}
        >
          <input type="hidden" name="account" value={account.slug} />
          <input type="hidden" name="place" value={props.place} />
          <input type="hidden" name="environment" value={environment} />
          {section ? <input type="hidden" name="section" value={section} /> : null}
          <input type="hidden" name="version" value={state.version} key={state.version} />
          <fieldset disabled={props.action === null} className="flex min-w-0 flex-col gap-4 sm:gap-10">
            {/* Enter presses the first submit button of a form, so the first one only saves. */}
            <button
              type="submit"
              name="intent"
              value="draft"
              tabIndex={-1}
              aria-hidden="true"
              className="sr-only"
            >
              {texts.saveDraft}
            </button>
            {notice.draft}
            {errors.length > 0 ? <ErrorSummary title={texts.summaryTitle} errors={errors} /> : null}
            {state.message ? (
              <Banner
                key={state.id}
                meaning={state.message.meaning}
                title={state.message.text}
                role={state.message.meaning === 'bad' ? 'alert' : 'status'}
              />
            ) : null}
            {state.conflict ? <ConflictPanel conflict={state.conflict} /> : null}

            <div key={form.generation} className="flex flex-col gap-10">
              {fieldIds
                .filter(shows)
                .map((field) =>
                  field === 'alerts' ? (
                    <AlertContacts key={field} {...props} chosen={values[field]} />
                  ) : field === 'brand-support' ? (
                    <BrandSupportFields key={field} row={values[field]} />
                  ) : isAddressFieldId(field) ? (
                    <AddressListField
                      key={field}
                      field={field}
                      required={ruleOf(field, account.merchantIssues) === 'required'}
                      rows={values[field]}
                      onPasteRows={form.paste}
                    />
                  ) : null,
                )}
            </div>
            {/* Outside the remounted fields, so that painting keeps the focus. */}
            {shows('support-hours') ? (
              <FormFieldset field="support-hours" required>
                <HoursEditor
                  key={form.generation}
                  rows={values['support-hours']}
                  zone={account.zone}
                  zoneNames={account.zoneNames}
                />
                {props.action === null ? null : (
                  <WeekSlot
                    rows={values['support-hours']}
                    zone={account.zone}
                    zoneNames={account.zoneNames}
                    onPaint={form.paint}
                  />
                )}
                {props.picture}
              </FormFieldset>
            ) : null}
          </fieldset>
        </SentForm>
      </KeepStill>
    </ContactFormContext>
  )
}

/**
 * The place of the week's editor, which loads when the hours come near the screen. Until then, and without JavaScript, the
 * saved hours have their own picture below; `data-editing` hides it.
 */
function WeekSlot(props: WeekEditorProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [Editor, setEditor] = useState<ComponentType<WeekEditorProps> | null>(null)
  useEffect(() => {
    if (!ref.current) return
    const observer = new IntersectionObserver(
      async ([seen]) => {
        if (!seen?.isIntersecting) return
        observer.disconnect()
        // If it cannot load, the fields are still there.
        const loaded = await import('./week-editor.tsx').catch(() => null)
        if (loaded) setEditor(() => loaded.WeekEditor)
      },
      { rootMargin: '600px' },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={ref} className="peer" data-editing={Editor ? true : undefined}>
      {Editor ? <Editor {...props} /> : null}
    </div>
  )
}
