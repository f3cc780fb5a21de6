'use client'

import { createContext, useContext } from 'react'
import { FormInput } from '#/components/form/form-field.tsx'
import { useFormState } from '#/components/form/sending-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import {
  type AccentField,
  type ProgrammeFormState,
  takeIntent,
} from '#/lib/admin/settings/programme-form-state.ts'

/** The readable colours that the last answer offers. */
export const NearestContext = createContext<ProgrammeFormState['nearest']>({})

type AccentInputProps = { name: AccentField; label: string; hint: string; defaultValue: string; take: string }

/** A field for an accent. If its colour is hard to read, one press takes the nearest that is not. */
export function AccentInput({ take, ...field }: AccentInputProps) {
  const nearest = useContext(NearestContext)[field.name]
  const answered = useFormState().values[field.name]
  return (
    <div className="flex flex-col gap-2">
      {/* The key: a colour that the answer took replaces the typed one. */}
      <FormInput key={answered} {...field} optional width="short" autoComplete="off" spellCheck={false} />
      {nearest ? (
        <div>
          <SubmitButton name="intent" value={takeIntent(field.name)} variant="secondary">
            <Swatch hex={nearest} />
            {`${take} ${nearest}`}
          </SubmitButton>
        </div>
      ) : null}
    </div>
  )
}

/** A sample of a colour; the words beside it name it. */
function Swatch({ hex }: { hex: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 rounded-[4px]">
      <rect width="16" height="16" fill={hex} />
    </svg>
  )
}
