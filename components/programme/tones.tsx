/** How a series looks: colour and pattern together, so that no two that stand in one picture differ in colour alone. */
const tones = ['plain', 'good', 'striped', 'attention', 'bad', 'quiet'] as const
export type Tone = (typeof tones)[number]

const fills: Record<Tone, string> = {
  plain: 'fill-accent',
  good: 'fill-good',
  striped: 'fill-good',
  attention: 'fill-attention',
  bad: 'fill-bad',
  quiet: 'fill-control',
}

/** What is drawn over the colour, in a square of 8 pixels. */
const strokes: Record<Tone, string | null> = {
  plain: null,
  good: null,
  striped: 'M0 4H8',
  attention: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  bad: 'M-2 6L2 10M0 0L8 8M6 -2L10 2M-2 2L2 -2M0 8L8 0M6 10L10 6',
  quiet: 'M2 4H4M6 0H8M6 8H8',
}

/** The patterns that `fillOf` names; once on a page. */
export function TonePatterns() {
  return (
    <svg aria-hidden="true" focusable="false" width="0" height="0" className="absolute">
      <defs>
        {tones.map((tone) => (
          <pattern key={tone} id={`tone-${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" className={fills[tone]} />
            {strokes[tone] ? (
              <path
                d={strokes[tone]}
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

/** For the `fill` of a shape. */
export function fillOf(tone: Tone): string {
  return `url(#tone-${tone})`
}

/** The look of a series beside its name. */
export function Swatch({ tone }: { tone: Tone }) {
  return (
    <svg aria-hidden="true" focusable="false" width="16" height="16" className="mt-0.5 shrink-0">
      <rect width="16" height="16" rx="3" fill={fillOf(tone)} />
    </svg>
  )
}
