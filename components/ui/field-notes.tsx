import type { ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'

type Notes = { hint?: ReactNode | undefined; error?: ReactNode | undefined }

/** The ids under which a control names its hint and its error, for `aria-describedby`; undefined when it has neither. */
export function describedBy(id: string, { hint, error }: Notes): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** The hint and, below it, the error of the control or group with this id. */
export function FieldNotes({ id, hint, error }: { id: string } & Notes) {
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} className="max-w-measure text-small text-muted">
          {hint}
        </div>
      ) : null}
      {error ? (
        <div id={`${id}-error`} className="flex max-w-measure gap-1.5 text-small font-medium text-bad">
          <span className="flex h-5 items-center">
            <Icon name="bad" size="small" />
          </span>
          <span className="min-w-0">{error}</span>
        </div>
      ) : null}
    </>
  )
}
