'use client'

import { Field } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { BrandRow } from '#/db/words/accounts.ts'
import { AddressRowFields } from './address-row.tsx'
import { FormFieldset, useContactFields } from './form-parts.tsx'

/** The public address; phone and help page are behind its *More*. */
export function BrandSupportFields({ row }: { row: BrandRow }) {
  const { texts, errors } = useContactFields()
  const phone = 'brand-support.phone'
  const helpUrl = 'brand-support.helpUrl'
  return (
    <FormFieldset field="brand-support" required>
      <div className="flex flex-col gap-2">
        <AddressRowFields
          path="brand-support"
          row={row}
          label={texts.publicAddress}
          advice={texts.advice.correctPublic}
          others={{
            summary: texts.morePublic,
            isSet: Boolean(row.phone || row.helpUrl || errors[phone] || errors[helpUrl]),
            fields: (
              <>
                <Field
                  name={phone}
                  label={texts.phone}
                  note={texts.optional}
                  hint={texts.phoneHint}
                  error={errors[phone]}
                >
                  {(control) => (
                    <TextInput {...control} type="tel" autoComplete="off" defaultValue={row.phone} />
                  )}
                </Field>
                <Field
                  name={helpUrl}
                  label={texts.helpUrl}
                  note={texts.optional}
                  hint={texts.helpUrlHint}
                  error={errors[helpUrl]}
                >
                  {(control) => (
                    <TextInput {...control} type="url" autoComplete="off" defaultValue={row.helpUrl} />
                  )}
                </Field>
              </>
            ),
          }}
        />
      </div>
    </FormFieldset>
  )
}
