'use client'

import type { ClipboardEventHandler, KeyboardEvent } from 'react'
import { ButtonRow } from '#/components/ui/button.tsx'
import type { AddressFieldId, AddressRow } from '#/db/words/accounts.ts'
import { AddressRowFields } from './address-row.tsx'
import { FormFieldset, fillPlaceholders, IntentButton, TestButton, useContactFields } from './form-parts.tsx'

type AddressListProps = {
  field: AddressFieldId
  required: boolean
  rows: readonly AddressRow[]
  onPasteRows: ClipboardEventHandler<HTMLInputElement>
}

/** One row for each address; Enter adds a row, and a pasted list becomes several. */
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
      <ul className="mb-3 flex flex-col gap-4" onKeyDown={addOnEnter}>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the whole list is rendered again when its rows change
          <li key={index} className="flex flex-col gap-2">
            <AddressRowFields
              path={`${field}.${index}`}
              row={row}
              label={fillPlaceholders(texts.addressNumber, { number: index + 1, field: name })}
              advice={texts.advice.correct}
              onPaste={onPasteRows}
              remove={
                rows.length > 1 || row.address ? (
                  <IntentButton
                    intent={`remove:${field}:${index}`}
                    of={fillPlaceholders(texts.removeAddress, { number: index + 1, field: name })}
                    variant="quiet"
                    icon="close"
                  >
                    {texts.remove}
                  </IntentButton>
                ) : null
              }
              labelExample={field === 'technical-emergency' ? texts.labelExample : undefined}
            />
          </li>
        ))}
      </ul>
      <ButtonRow>
        <IntentButton
          intent={`add:${field}`}
          of={fillPlaceholders(texts.addAddressTo, { field: name })}
          icon="plus"
        >
          {texts.addAnother}
        </IntentButton>
        <TestButton field={field} />
      </ButtonRow>
    </FormFieldset>
  )
}
