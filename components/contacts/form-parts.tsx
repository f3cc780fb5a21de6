'use client'

import { type ComponentProps, createContext, type ReactNode, useContext } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { CheckboxGroup } from '#/components/ui/choice.tsx'
import { type FieldControl, Fieldset } from '#/components/ui/field.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type EndpointsByField, type FieldId, isRouted, type RoutedField } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

/** What the form shows of an address, and what it offers: to mail the question, or to try a bouncing one again. */
export type ShownStatus = {
  status: PointState['status']
  word: string
  text: ReactNode
  question: 'ask' | 'sendAgain' | null
  triable: boolean
}

/** The form's texts in the reader's language, passed to the browser. */
export type ContactTexts = Messages['contacts']['form'] &
  Messages['confirmations']['again'] &
  Pick<Messages['addressStatus'], 'advice' | 'tryAgain' | 'tryAgainOf' | 'bouncing'> & {
    fields: Record<FieldId, { name: string; hint: string }>
    summaryTitle: string
    required: string
    optional: string
    languages: readonly { value: Locale; label: string }[]
  }

/** Fills a text's `{placeholders}`. */
export function fillPlaceholders(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The account's endpoints, rendered on the server. `href`: where one is added, for those who may. */
export type EndpointOptions = {
  listed: readonly { value: string; label: ReactNode; hint: ReactNode }[]
  href: string | null
}

type ContactFormContext = {
  texts: ContactTexts
  /** Keyed by the name of the control or of the field. */
  errors: Readonly<Record<string, string>>
  defaultLocale: Locale
  statuses: Readonly<Record<string, ShownStatus>>
  /** What was likely meant, by saved address. */
  suggestions: Readonly<Record<string, string>>
  withTest: boolean
  /** Null in Sandbox, where they cannot be changed. */
  endpoints: EndpointOptions | null
  /** The chosen ones, by id. */
  chosen: EndpointsByField<string>
  /** To call for a change by a script, which fires no event. */
  onInput: () => void
}

export const ContactFormContext = createContext<ContactFormContext | null>(null)

export function useContactFields(): ContactFormContext {
  const context = useContext(ContactFormContext)
  if (!context) throw new Error('A field of the contact form stands in it.')
  return context
}

type FormFieldsetProps = { field: FieldId; required?: boolean; children: ReactNode }

/** One field: name, purpose, error and controls. */
export function FormFieldset({ field, required, children }: FormFieldsetProps) {
  const { texts, errors } = useContactFields()
  const { name, hint } = texts.fields[field]
  const isFaulty = Object.keys(errors).some((path) => path.startsWith(`${field}.`))
  return (
    <div id={field} tabIndex={-1} className="outline-none">
      <Fieldset
        id={`field-${field}`}
        legend={name}
        heading
        note={required ? texts.required : texts.optional}
        hint={hint}
        error={errors[field]}
        isFaulty={isFaulty}
      >
        {children}
        {isRouted(field) ? <EndpointChoices field={field} /> : null}
      </Fieldset>
    </div>
  )
}

/** Chooses which endpoints get the messages of a field. */
function EndpointChoices({ field }: { field: RoutedField }) {
  const { texts, errors, endpoints, chosen } = useContactFields()
  const name = `${field}.endpoints`
  if (!endpoints) return null
  return (
    <div className="mt-2 flex flex-col gap-2">
      {endpoints.listed.length > 0 ? (
        <CheckboxGroup
          name={name}
          legend={texts.endpoints}
          hint={texts.endpointsHint}
          error={errors[name]}
          options={endpoints.listed}
          defaultValue={chosen[field]}
        />
      ) : null}
      {endpoints.href ? (
        <p className="text-small">
          <Link
            href={`${endpoints.href}?field=${field}`}
            aria-label={fillPlaceholders(texts.addEndpointTo, { field: texts.fields[field].name })}
          >
            {texts.addEndpoint}
          </Link>
        </p>
      ) : null}
    </div>
  )
}

/**
 * The props of a row's control: an empty one in the first row turns red for the error of its whole field, and is read
 * with it.
 */
export function useControl(path: string) {
  const { errors } = useContactFields()
  const [field = '', row] = path.split('.')
  return (control: FieldControl, value: string): FieldControl =>
    row === '0' && errors[field] && value.trim() === '' && !control['aria-invalid']
      ? { ...control, 'aria-invalid': true, 'aria-describedby': `field-${field}-error` }
      : control
}

/** Saves the draft, then sends a test notice to the addresses that the field uses. */
export function TestButton({ field }: { field: RoutedField }) {
  const { texts, withTest } = useContactFields()
  if (!withTest) return null
  return (
    <SubmitButton
      name="intent"
      value={`test:${field}`}
      variant="secondary"
      size="small"
      aria-label={fillPlaceholders(texts.sendTestTo, { field: texts.fields[field].name })}
    >
      {texts.sendTest}
    </SubmitButton>
  )
}

type IntentButtonProps = ComponentProps<typeof Button> & { intent: string; of?: string }

/** A form button with its own intent (`form-intent.ts`). `of` tells equal buttons apart for screen readers. */
export function IntentButton({ intent, of, ...look }: IntentButtonProps) {
  return <Button size="small" name="intent" value={intent} aria-label={of} {...look} />
}
