'use client'

import { useFormState } from '#/components/form/sending-form.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'

/** Leads from the answer of a form to the page of the endpoint that it was about or made. `list`: the path above. */
export function MadeLink({ list, name }: { list: string; name: string }) {
  const { endpoint, key = '' } = useFormState().values
  return <ButtonLink href={`${list}/${endpoint ?? key}`}>{name}</ButtonLink>
}
