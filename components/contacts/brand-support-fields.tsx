'use client'

import { Field } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { BrandRow } from '#/db/words/accounts.ts'
import { AddressRowFields } from './address-row.tsx'
import { FormFieldset, useContactFields } from './form-parts.tsx'

export function BrandSupportFields({ row }: { row: BrandRow }) {
  const { texts, errors } = useContactFields()
  return (
    <FormFieldset field="brand-support" required>
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-2">
          <AddressRowFields
            path="brand-support"
            row={row}
            label={texts.publicAddress}
            advice={texts.advice.correctPublic}
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
