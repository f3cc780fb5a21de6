'use client'

import { useState } from 'react'
import { Field } from '#/components/ui/field.tsx'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { maxEntries } from '#/db/words/accounts.ts'
import { findMembers } from '#/lib/contacts/form/find-members.ts'
import { fillPlaceholders, useContactFields } from './form-parts.tsx'

export type MemberSearchProps = {
  members: Parameters<typeof findMembers>[0]
  count: number
  onFind: (found: ReadonlySet<string>) => void
}

/** Finds members by name or address, and announces how many are chosen. Has no name, so the form does not send it. */
export function MemberSearch({ members, count, onFind }: MemberSearchProps) {
  const { texts } = useContactFields()
  const [typed, setTyped] = useState('')
  const isFound = findMembers(members, typed).size > 0
  return (
    <>
      <Field name="" id="find-members" label={texts.findMembers}>
        {({ name: _, ...control }) => (
          <TextInput
            {...control}
            type="search"
            width="half"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value)
              onFind(findMembers(members, target.value))
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
        )}
      </Field>
      <div className="text-muted text-small">
        <LiveRegion>
          {isFound
            ? fillPlaceholders(texts.membersChosen, { count, max: maxEntries })
            : fillPlaceholders(texts.noMemberFound, { words: typed.trim() })}
        </LiveRegion>
      </div>
    </>
  )
}
