/** One measured fact. Without `passed` the goal is only reported; an empty `goal` means there is none. */
export type Row = { what: string; measured: string; goal: string; passed?: boolean }

/**
 * Prints the rows as Markdown for docs/performance.md: those with a goal, then the others. Answers whether every
 * deciding row has passed.
 */
export function printTables(rows: Row[]): boolean {
  print(
    ['verdict', 'measured', 'goal', 'what'],
    rows.filter(({ goal }) => goal).map((row) => [judge(row), row.measured, row.goal, row.what]),
  )
  print(
    ['measured', 'what'],
    rows.filter(({ goal }) => !goal).map((row) => [row.measured, row.what]),
  )
  return rows.every((row) => row.passed !== false)
}

function print(head: string[], lines: string[][]): void {
  if (lines.length === 0) return
  const rule = head.map((name) => (name === 'measured' || name === 'goal' ? '--:' : '---'))
  console.log(`\n${[head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`)
}

function judge({ passed }: Row): string {
  if (passed === undefined) return 'reported'
  return passed ? 'met' : '**MISSED**'
}
