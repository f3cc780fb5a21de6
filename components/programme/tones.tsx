/**
 * The look of a series: a colour and a pattern in a square of 8 pixels, so that no two series of a picture differ in
 * colour alone.
 */
const looks = {
  plain: ['fill-accent', ''],
  good: ['fill-good', ''],
  striped: ['fill-good', 'M0 4H8'],
  attention: ['fill-attention', 'M-2 2L2 -2M0 8L8 0M6 10L10 6'],
  bad: ['fill-bad', 'M-2 6L2 10M0 0L8 8M6 -2L10 2M-2 2L2 -2M0 8L8 0M6 10L10 6'],
  quiet: ['fill-control', 'M2 4H4M6 0H8M6 8H8'],
} as const
export type Tone = keyof typeof looks

/** The patterns that `fillOf` refers to; render it once on a page. */
export function TonePatterns() {
  return (
    <svg aria-hidden="true" focusable="false" width="0" height="0" className="absolute">
      <defs>
        {Object.entries(looks).map(([tone, [fill, stroke]]) => (
          <pattern key={tone} id={`tone-${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" className={fill} />
            {stroke ? (
              <path
                d={stroke}
                className="stroke-surface"
                strokeWidth={tone === 'quiet' ? 2 : 1}
                fill="none"
              />
            ) : null}
          </pattern>
        ))}
      </defs>
    </svg>
  )
}

export function fillOf(tone: Tone): string {
  return `url(#tone-${tone})`
}

export function Swatch({ tone }: { tone: Tone }) {
  return (
    <svg aria-hidden="true" focusable="false" width="16" height="16" className="mt-0.5 shrink-0">
      <rect width="16" height="16" rx="3" fill={fillOf(tone)} />
    </svg>
  )
}
