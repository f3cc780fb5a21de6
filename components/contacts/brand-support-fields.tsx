'use client'

import { Field } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { ContactFormValues } from '#/db/words/contacts.ts'
import { AddressRowFields } from './address-row.tsx'
import { FormFieldset } from './form-fieldset.tsx'
import type { SaidStatus } from './said-status.ts'
import type { ContactTexts } from './texts.ts'

type BrandSupportProps = {
  row: ContactFormValues['brand-support']
  defaultLocale: 'en' | 'it'
  statuses: Readonly<Record<string, SaidStatus>>
  texts: ContactTexts
  errors: Record<string, string>
}

/** The one public address, and what may stand beside it. */
export function BrandSupportFields({ row, defaultLocale, statuses, texts, errors }: BrandSupportProps) {
  return (
    <FormFieldset field="brand-support" required texts={texts} errors={errors}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-2">
          <AddressRowFields
            path="brand-support"
            row={row}
            label={texts.publicAddress}
            defaultLocale={defaultLocale}
            statuses={statuses}
            advice={texts.advice.correctPublic}
            texts={texts}
            errors={errors}
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="brand-support.phone"
            label={texts.phone}
            note={texts.optional}
            hint={texts.phoneHint}
            error={errors['brand-support.phone']}
          >
            {(control) => <TextInput {...control} type="tel" autoComplete="off" defaultValue={row.phone} />}
          </Field>
          <Field
            name="brand-support.helpUrl"
            label={texts.helpUrl}
            note={texts.optional}
            hint={texts.helpUrlHint}
            error={errors['brand-support.helpUrl']}
          >
            {(control) => <TextInput {...control} type="url" autoComplete="off" defaultValue={row.helpUrl} />}
          </Field>
        </div>
      </div>
    </FormFieldset>
  )
}
