'use client'

import type { ClipboardEventHandler, KeyboardEvent } from 'react'
import { Button, ButtonRow } from '#/components/ui/button.tsx'
import type { AddressFieldId, AddressRow } from '#/db/words/contacts.ts'
import { AddressRowFields } from './address-row.tsx'
import { FormFieldset, fillPlaceholders, TestButton, useContactFields } from './form-parts.tsx'

type AddressListProps = {
  field: AddressFieldId
  required: boolean
  rows: readonly AddressRow[]
  onPasteRows: ClipboardEventHandler<HTMLInputElement>
}

/** One row for each address; Enter adds another, and several pasted at once become several rows. */
export function AddressListField({ field, required, rows, onPasteRows }: AddressListProps) {
  const { texts } = useContactFields()
  const { name } = texts.fields[field]

  function addOnEnter(event: KeyboardEvent<HTMLUListElement>) {
    const from = event.target
    if (event.key !== 'Enter' || !(from instanceof HTMLInputElement)) return
    event.preventDefault()
    const add = event.currentTarget.parentElement?.querySelector<HTMLButtonElement>(`[value="add:${field}"]`)
    if (add) from.form?.requestSubmit(add)
  }

  return (
    <FormFieldset field={field} required={required}>
      <ul className="flex flex-col gap-4" onKeyDown={addOnEnter}>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the whole list is made anew when its rows change
          <li key={index} className="flex flex-col gap-2">
            <AddressRowFields
              path={`${field}.${index}`}
              row={row}
              label={fillPlaceholders(texts.addressNumber, { number: index + 1, field: name })}
              advice={texts.advice.correct}
              onPaste={onPasteRows}
              remove={
                rows.length > 1 || row.address ? (
                  <Button
                    variant="quiet"
                    size="small"
                    icon="close"
                    name="intent"
                    value={`remove:${field}:${index}`}
                    aria-label={fillPlaceholders(texts.removeAddress, { number: index + 1, field: name })}
                  >
                    {texts.remove}
                  </Button>
                ) : null
              }
              labelExample={field === 'technical-emergency' ? texts.labelExample : undefined}
            />
          </li>
        ))}
      </ul>
      <ButtonRow>
        <Button
          size="small"
          icon="plus"
          name="intent"
          value={`add:${field}`}
          aria-label={fillPlaceholders(texts.addAddressTo, { field: name })}
        >
          {texts.addAnother}
        </Button>
        <TestButton field={field} />
      </ButtonRow>
    </FormFieldset>
  )
}
