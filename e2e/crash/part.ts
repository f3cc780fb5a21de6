/** What a part tried, and which promises it found broken: each by what was lost, empty where none was. */
export type Report = { tried: Record<string, number>; lost: Record<string, readonly string[]> }

/** One way to hurt a running server, `times` times. `said`: told now and then how far it is. */
export type CrashPart = (times: number, said?: (progress: string) => void) => Promise<Report>

/** What was lost, by name and number; for a test that expects nothing. */
export function listLost({ lost }: Report): string[] {
  return Object.entries(lost).flatMap(([what, names]) =>
    names.length > 0 ? [`${what}: ${names.length}, such as ${names.slice(0, 5).join(', ')}`] : [],
  )
}
