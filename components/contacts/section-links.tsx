'use client'

import { type ComponentProps, useEffect, useRef } from 'react'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { FieldId } from '#/db/words/accounts.ts'

type SectionLinkProps = { field: FieldId; path: string } & Pick<
  ComponentProps<typeof ButtonLink>,
  'aria-label' | 'children'
>

/** The field whose form was closed last: its Edit link takes the focus when it is there again. */
let closed: FieldId | null = null

/** Shows a field as a form, on the same page. */
export function EditLink({ field, path, ...link }: SectionLinkProps) {
  const ref = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (closed !== field) return
    closed = null
    ref.current?.focus()
  }, [field])
  return <ButtonLink {...link} ref={ref} href={`${path}?edit=${field}#${field}`} size="small" />
}

/** Shows the field's values again. What was typed stays a draft. */
export function CloseLink({ field, path, ...link }: SectionLinkProps) {
  return (
    <ButtonLink
      {...link}
      href={`${path}#${field}`}
      variant="quiet"
      onClick={() => {
        closed = field
      }}
    />
  )
}
