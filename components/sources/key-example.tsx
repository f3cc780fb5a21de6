'use client'

import { useFormState } from '#/components/form/sending-form.tsx'

/** A configuration example to copy. `{key}` becomes the new key, or a placeholder. */
export function KeyExample({
  title,
  text,
  placeholder,
}: {
  title: string
  text: string
  placeholder: string
}) {
  const key = useFormState().message || placeholder
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="font-medium">{title}</figcaption>
      <pre
        translate="no"
        className="whitespace-pre-wrap wrap-anywhere rounded-box border border-line bg-sunken px-3 py-2 font-mono text-small"
      >
        {text.replaceAll('{key}', key)}
      </pre>
    </figure>
  )
}
