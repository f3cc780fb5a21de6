export function formatCount(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

/** Lines with aligned columns; numbers align to the right. */
export function toTable(rows: readonly (readonly (string | number)[])[]): string {
  const shown = rows.map((row) => row.map((cell) => cell.toLocaleString('en')))
  const widths = (shown[0] ?? []).map((_, place) => Math.max(...shown.map((row) => row[place]?.length ?? 0)))
  return shown
    .map((row) =>
      row
        .map((cell, place) =>
          typeof rows.at(-1)?.[place] === 'number'
            ? cell.padStart(widths[place] ?? 0)
            : cell.padEnd(widths[place] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** To the minute, in UTC. */
export function formatInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
