/** The top of a scale: round and even, so that half of it is whole too; 2 for an empty one. */
export function roundTop(most: number): number {
  for (let size = 1; ; size *= 10) {
    for (const step of [2, 4, 6, 10]) if (step * size >= most) return step * size
  }
}

/** A rectangle in percent of its picture, from the top left. */
export type Block = { x: number; y: number; width: number; height: number; series: number }

/** The free share of each column; less if there are many columns. */
const gap = 0.2
/** The smallest visible size of a number above zero. */
const minHeight = 0.75

/**
 * Columns side by side, each with its series stacked from the bottom; `top` is the number at the upper edge. Null is a
 * column without data.
 */
export function stackColumns(columns: readonly (readonly number[] | null)[], top: number): Block[] {
  const step = 100 / Math.max(columns.length, 1)
  return columns.flatMap((values, place) => {
    let below = 0
    return (values ?? []).flatMap((value, series): Block[] => {
      if (value <= 0) return []
      const height = Math.min(100 - below, Math.max(minHeight, (value / top) * 100))
      below += height
      return [{ x: (place + gap / 2) * step, y: 100 - below, width: step * (1 - gap), height, series }]
    })
  })
}

/** Numbers as shares of their sum; none if the sum is zero. */
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
