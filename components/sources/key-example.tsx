'use client'

import { useId } from 'react'
import { useFormState } from '#/components/form/sending-form.tsx'
import { CopyButton } from '#/components/ui/copy-button.tsx'

/** A configuration example to copy. `{key}` becomes the new key, or a placeholder. */
export function KeyExample({
  title,
  text,
  placeholder,
  copy,
}: {
  title: string
  text: string
  placeholder: string
  copy: string
}) {
  const key = useFormState().message || placeholder
  const id = useId()
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 font-medium">
        {title}
        <CopyButton from={id} label={copy} />
      </figcaption>
      <pre
        id={id}
        translate="no"
        className="whitespace-pre-wrap wrap-anywhere rounded-box border border-line bg-sunken px-3 py-2 font-mono text-small"
      >
        {text.replaceAll('{key}', key)}
      </pre>
    </figure>
  )
}
