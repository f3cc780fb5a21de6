import { type ReactNode, useId } from 'react'

type ProgressProps = {
  label: ReactNode
  /** The count in words: "4 of 6". */
  text: string
  value: number
  max: number
}

export function Progress({ label, text, value, max }: ProgressProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap justify-between gap-x-4 text-small">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span className="text-muted tabular-nums">{text}</span>
      </div>
      <progress
        id={id}
        value={value}
        max={max}
        aria-valuetext={text}
        className="progress-bar h-2 w-full overflow-hidden rounded-full"
      />
    </div>
  )
}
