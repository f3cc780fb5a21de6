import type { ComponentProps } from 'react'

/** Chooses a file. The browser draws and names the button, in its own language. */
export function FileInput(props: Omit<ComponentProps<'input'>, 'type' | 'className' | 'style'>) {
  return (
    <input
      {...props}
      type="file"
      className="w-full min-w-0 max-w-measure rounded-box border border-control bg-surface px-2 py-1.5 text-ink hover:border-muted aria-invalid:border-bad file:mr-3 file:min-h-8 file:rounded-box file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
    />
  )
}
