import { useId } from 'react'
import { type Block, stackColumns } from './geometry.ts'
import { fillOf, type Tone } from './tones.tsx'

type ColumnsProps = {
  title: string
  /** What the picture says, in a sentence. */
  description: string
  series: readonly Tone[]
  /** One number of each series; null where nothing is known. */
  columns: readonly (readonly number[] | null)[]
  top: number
  /** What stands beside the upper edge, the middle and the lower edge. */
  scale: readonly [string, string, string]
  /** What stands below: one word for each column, or one for the first and one for the last. */
  below: readonly string[]
  /** What those words count. */
  unit?: string | undefined
}

/** Columns of stacked numbers, as wide as there is room and always as high. */
export function Columns({ title, description, series, columns, top, scale, below, unit }: ColumnsProps) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-1">
      <div
        aria-hidden="true"
        className="-my-2.5 flex h-45 flex-col justify-between text-right text-muted text-small tabular-nums"
      >
        {scale.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <Picture title={title} description={description} className="h-40 w-full overflow-visible">
        {[0, 50, 100].map((y) => (
          <line key={y} x1="0%" x2="100%" y1={`${y}%`} y2={`${y}%`} className="stroke-line" />
        ))}
        <Blocks blocks={stackColumns(columns, top)} series={series} />
      </Picture>
      <div
        aria-hidden="true"
        className={`col-start-2 text-muted text-small tabular-nums ${below.length === columns.length ? 'grid auto-cols-fr grid-flow-col text-center' : 'flex justify-between gap-4'}`}
      >
        {below.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
      {unit ? (
        <div aria-hidden="true" className="col-start-2 text-right text-muted text-small">
          {unit}
        </div>
      ) : null}
    </div>
  )
}

type PictureProps = { title: string; description: string; className: string; children: React.ReactNode }

/** A drawing with a name and, for who does not see it, what it says; the table below has every number. */
export function Picture({ title, description, className, children }: PictureProps) {
  const id = useId()
  return (
    <svg role="img" aria-labelledby={`${id}-title`} aria-describedby={`${id}-says`} className={className}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{description}</desc>
      {children}
    </svg>
  )
}

export function Blocks({ blocks, series }: { blocks: readonly Block[]; series: readonly Tone[] }) {
  return blocks.map((block) => (
    <rect
      key={`${block.x} ${block.series}`}
      x={`${block.x.toFixed(3)}%`}
      y={`${block.y.toFixed(3)}%`}
      width={`${block.width.toFixed(3)}%`}
      height={`${block.height.toFixed(3)}%`}
      fill={fillOf(series[block.series] ?? 'plain')}
    />
  ))
}
