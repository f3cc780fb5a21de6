/** The round number at the top of a scale: even, so that its half is whole too; 2 where there is nothing. */
export function roundTop(most: number): number {
  for (let size = 1; ; size *= 10) {
    for (const step of [2, 4, 6, 10]) if (step * size >= most) return step * size
  }
}

/** A rectangle in parts of a hundred of its picture, from the top left. */
export type Block = { x: number; y: number; width: number; height: number; series: number }

/** Of each column so much is left free, unless there are so many that nothing would be left to see. */
const gap = 0.2
/** A number above nothing is never too small to be seen. */
const leastHeight = 0.75

/**
 * Columns side by side, each stacked from the bottom up of its numbers, one of each series; `top` is the number at the upper
 * edge. Null is a column of which nothing is known.
 */
export function stackColumns(columns: readonly (readonly number[] | null)[], top: number): Block[] {
  const step = 100 / Math.max(columns.length, 1)
  return columns.flatMap((values, place) => {
    let below = 0
    return (values ?? []).flatMap((value, series): Block[] => {
      if (value <= 0) return []
      const height = Math.min(100 - below, Math.max(leastHeight, (value / top) * 100))
      below += height
      return [{ x: (place + gap / 2) * step, y: 100 - below, width: step * (1 - gap), height, series }]
    })
  })
}

/** Numbers side by side as parts of their sum; none where it is nothing. */
export function splitBar(values: readonly number[]): Block[] {
  const sum = sumOf(values)
  let left = 0
  return values.flatMap((value, series): Block[] => {
    if (value <= 0) return []
    const width = (value / sum) * 100
    left += width
    return [{ x: left - width, y: 0, width, height: 100, series }]
  })
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
