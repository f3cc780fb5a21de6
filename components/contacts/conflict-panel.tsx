'use client'

import { Choice } from '#/components/ui/choice.tsx'
import { Fieldset } from '#/components/ui/field.tsx'
import { FocusedBox } from '#/components/ui/focused-box.tsx'
import type { ContactFormState } from '#/lib/contacts/form/form-state.ts'
import { fillPlaceholders, useContactFields } from './form-parts.tsx'

/**
 * Shows both values of each field that two people changed, to choose one (product.md, Two people at once). It
 * preselects none if the other value is an address that answered "This is not me".
 */
export default function ConflictPanel({ conflict }: { conflict: NonNullable<ContactFormState['conflict']> }) {
  const { texts, errors } = useContactFields()
  const takeTheirs = conflict.refused ? texts.takeWithout : texts.takeTheirs
  return (
    <FocusedBox
      role="region"
      aria-labelledby="conflict-title"
      className="flex flex-col gap-5 rounded-box border border-attention-line bg-attention-soft p-4"
    >
      <div>
        <h2 id="conflict-title" className="text-large">
          {fillPlaceholders(conflict.refused ? texts.conflictRefused : texts.conflictTitle, {
            name: conflict.by,
          })}
        </h2>
        <p>{texts.conflictText}</p>
      </div>
      {conflict.fields.map(({ field }) => (
        <input key={field} type="hidden" name="conflicting" value={field} />
      ))}
      {conflict.fields.map(({ field, name, mine, theirs }) => (
        <Fieldset
          key={field}
          id={`choose.${field}`}
          legend={name}
          role="radiogroup"
          error={errors[`choose.${field}`]}
        >
          {(['mine', 'theirs'] as const).map((side) => {
            const words = side === 'mine' ? mine : theirs
            return (
              <Choice
                key={side}
                type="radio"
                name={`choose.${field}`}
                id={side === 'mine' ? `choose.${field}` : `choose.${field}.theirs`}
                value={side}
                label={fillPlaceholders(side === 'mine' ? texts.keepMine : takeTheirs, { name: conflict.by })}
                hint={words.length > 0 ? words.join(' · ') : texts.nothingThere}
                defaultChecked={
                  !conflict.refused && (side === 'mine' ? theirs.length === 0 : mine.length === 0)
                }
              />
            )
          })}
        </Fieldset>
      ))}
    </FocusedBox>
  )
}
