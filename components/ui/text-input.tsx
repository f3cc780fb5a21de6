import type { ComponentProps } from 'react'
import { controlClass } from '#/components/ui/control-class.ts'

const widths = { full: 'w-full', half: 'w-full max-w-80', short: 'w-32' } as const

type TextInputProps = Omit<ComponentProps<'input'>, 'className' | 'style' | 'width'> & {
  width?: keyof typeof widths | undefined
  /** For codes: even digits with room between them. */
  code?: boolean | undefined
}

/** One line of text. The width hints at how much is expected. */
export function TextInput({ width = 'full', code, ...rest }: TextInputProps) {
  const look = code ? `${controlClass} font-mono text-large tracking-[0.2em]` : controlClass
  return <input type="text" {...rest} className={`${look} ${widths[width]}`} />
}
