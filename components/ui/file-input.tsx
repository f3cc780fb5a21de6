import type { ComponentProps } from 'react'
import { controlClass } from '#/components/ui/control-class.ts'

/** Chooses a file. The browser draws and names the button, in its own language. */
export function FileInput(props: Omit<ComponentProps<'input'>, 'type' | 'className' | 'style'>) {
  return (
    <input
      {...props}
      type="file"
      className={`${controlClass} w-full max-w-measure py-2 file:mr-3 file:rounded-box file:border-0 file:bg-sunken file:px-3 file:py-1 file:font-medium file:text-ink`}
    />
  )
}
