import type { ReactNode } from 'react'

export const covered = 'fill-accent forced-colors:fill-[Highlight]'
export const bare = 'fill-sunken forced-colors:fill-[Canvas]'
export const edge = 'stroke-control forced-colors:stroke-[CanvasText]'
const hourMarks = [0, 6, 12, 18, 24]

type WeekFrameProps = { dayNames: readonly string[]; label: string; children: ReactNode }

/** Seven rows of 24 hours. `children` are drawn on it: one unit across is an hour, one down a day. */
export function WeekFrame({ dayNames, label, children }: WeekFrameProps) {
  return (
    <div
      role="img"
      aria-label={label}
      className="grid max-w-2xl grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 text-muted text-small"
    >
      <span />
      <span className="flex justify-between tabular-nums">
        {hourMarks.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </span>
      <span className="grid auto-rows-[1.5rem] items-center">
        {dayNames.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </span>
      <svg
        aria-hidden="true"
        focusable="false"
        viewBox="0 0 24 7"
        preserveAspectRatio="none"
        className="h-[10.5rem] w-full overflow-visible"
      >
        {dayNames.map((name, row) => (
          <rect key={name} y={row + 0.1} width={24} height={0.8} className={bare} />
        ))}
        {children}
        <path
          d={hourMarks.map((hour) => `M${hour} 0V7`).join('')}
          vectorEffect="non-scaling-stroke"
          strokeWidth={1}
          className={`${edge} opacity-60`}
        />
      </svg>
    </div>
  )
}
