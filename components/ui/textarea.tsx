import type { ComponentProps } from 'react'
import { controlClass } from '#/components/ui/control-class.ts'

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea({ rows = 5, ...rest }: Omit<ComponentProps<'textarea'>, 'className' | 'style'>) {
  return (
    <textarea
      rows={rows}
      {...rest}
      className={`${controlClass} field-sizing-content block min-h-30 w-full`}
    />
  )
}
