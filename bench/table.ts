/** One measured fact. `passed` is absent where the goal is reported and does not decide. */
export type Row = { what: string; measured: string; goal: string; passed?: boolean }

/** Prints the rows as a table; answers whether every one that decides has passed. */
export function printTable(rows: Row[]): boolean {
  const head: Row = { what: 'What', measured: 'Measured', goal: 'Goal' }
  const width = (key: 'what' | 'measured' | 'goal') =>
    Math.max(...[head, ...rows].map((row) => row[key].length))
  for (const row of [head, ...rows]) {
    const verdict = row === head ? '' : row.passed === undefined ? 'reported' : row.passed ? 'met' : 'MISSED'
    console.log(
      [
        row.what.padEnd(width('what')),
        row.measured.padStart(width('measured')),
        row.goal.padStart(width('goal')),
        verdict,
      ].join('  '),
    )
  }
  return rows.every((row) => row.passed !== false)
}
