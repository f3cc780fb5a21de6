'use client'

import { FileField } from '#/components/form/file-field.tsx'
import { useFormState } from '#/components/form/sending-form.tsx'
import { type LogoField, removalOf } from '#/lib/admin/settings/logo-fields.ts'
import { lookHref } from '#/lib/platform/look/logo.ts'

type LogoInputProps = {
  field: LogoField
  /** The control's name, by which the form finds the label for an error (`labelsIn`). */
  name: string
  label: string
  hint: string
  current: string
  limit: { bytes: number; fault: string }
  texts: { current: string; remove: string }
}

/** A field for a picture, with the one that is there. A sent file stays while other fields are corrected. */
export function LogoInput({ field, name, label, hint, current, limit, texts }: LogoInputProps) {
  const { values } = useFormState()
  const kept = values[field] ?? current
  const isPng = field === 'logo'
  return (
    <div className="flex flex-col gap-2">
      <input type="hidden" name={field} value={kept} />
      <FileField
        name={name}
        accept={isPng ? 'image/png' : 'image/svg+xml'}
        label={label}
        hint={hint}
        limit={limit}
      />
      {kept ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {/* biome-ignore lint/performance/noImgElement: no picture passes through Next */}
          <img
            src={lookHref(kept, isPng ? 'logo.png' : 'logo.svg')}
            alt={texts.current}
            className="h-12 max-w-full rounded-[4px] border border-line bg-[white] object-contain p-1"
          />
          <label className="flex items-center gap-2">
            <input type="checkbox" name={removalOf(field)} value="yes" className="size-5" />
            {texts.remove}
          </label>
        </div>
      ) : null}
    </div>
  )
}
