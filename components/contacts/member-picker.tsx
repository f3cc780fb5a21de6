'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { Choice } from '#/components/ui/choice.tsx'
import { useContactFields } from './form-parts.tsx'
import type { MemberSearchProps } from './member-search.tsx'

export type AlertChoice = {
  userId: string
  name: string
  email: string
  role: string
  /** Since when and why the address bounces, and what to do; null if it does not. */
  bounce: ReactNode
}

type MemberPickerProps = { members: readonly AlertChoice[]; chosen: readonly string[] }

/** With more members there is a search. */
const maxWithoutSearch = 8

/**
 * A check box for each member. Many members have a search, which hides the others but keeps their check boxes in the
 * form, and the chosen ones on top. Without JavaScript all are there.
 */
export function MemberPicker({ members, chosen }: MemberPickerProps) {
  const isLarge = members.length > maxWithoutSearch
  const [Search, setSearch] = useState<ComponentType<MemberSearchProps> | null>(null)
  const [found, setFound] = useState<ReadonlySet<string> | null>(null)
  const [ticked, setTicked] = useState(chosen)
  // A member that is ticked moves up only at the next search: nothing moves under the pointer.
  const [onTop, setOnTop] = useState(chosen)
  useEffect(() => {
    // If it cannot load, all members are there.
    if (isLarge)
      import('./member-search.tsx').then(
        (loaded) => setSearch(() => loaded.MemberSearch),
        () => undefined,
      )
  }, [isLarge])
  const place = ({ userId }: AlertChoice) => (onTop.includes(userId) ? 0 : 1)
  const listed = isLarge ? members.toSorted((one, other) => place(one) - place(other)) : members
  return (
    <>
      {isLarge ? (
        <div className="flex min-h-25 flex-col gap-1.5 noscript:hidden">
          {Search ? (
            <Search
              members={members}
              count={ticked.length}
              onFind={(ids) => {
                setFound(ids)
                setOnTop(ticked)
              }}
            />
          ) : null}
        </div>
      ) : null}
      <ul
        hidden={found?.size === 0}
        className={`divide-y divide-line rounded-box border border-line px-3 ${isLarge ? 'max-h-96 overflow-y-auto noscript:max-h-none' : ''}`}
        onChange={(event) => {
          const boxes = event.currentTarget.querySelectorAll<HTMLInputElement>('input:checked')
          setTicked([...boxes].map(({ value }) => value))
        }}
      >
        {listed.map((member) => (
          <li key={member.userId} hidden={found?.has(member.userId) === false}>
            <MemberChoice member={member} isChosen={chosen.includes(member.userId)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function MemberChoice({ member, isChosen }: { member: AlertChoice; isChosen: boolean }) {
  const { userId, name, email, role, bounce } = member
  return (
    <Choice
      type="checkbox"
      name="alerts"
      id={`alerts-${userId}`}
      value={userId}
      label={<MemberName {...member} />}
      hint={
        <>
          {name ? (
            <>
              <span className={bounce ? 'text-bad' : ''}>{email}</span> ·{' '}
            </>
          ) : null}
          {role}
          {bounce ? <span className="block text-bad">{bounce}</span> : null}
        </>
      }
      defaultChecked={isChosen}
    />
  )
}

export function MemberName({ name, email, bounce }: AlertChoice) {
  const { texts } = useContactFields()
  if (!bounce) return name || email
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className="text-bad">{name || email}</span> <Badge meaning="bad">{texts.bouncing}</Badge>
    </span>
  )
}
