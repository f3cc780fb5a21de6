/** The attempts of a part and the broken promises by kind; an empty kind has none. */
export type Report = { tried: Record<string, number>; lost: Record<string, readonly string[]> }

/** Disturbs a running server `times` times. `said` reports the progress. */
export type CrashPart = (times: number, said?: (progress: string) => void) => Promise<Report>

/** The losses by kind and number, for a test that expects none. */
export function listMissing({ lost }: Report): string[] {
  return Object.entries(lost).flatMap(([what, names]) =>
    names.length > 0 ? [`${what}: ${names.length}, such as ${names.slice(0, 5).join(', ')}`] : [],
  )
}

/** The report with what a part tried, and lost, beside the usual. */
export function addTo(report: Report, tried: Report['tried'], lost: Report['lost'] = {}): Report {
  return { tried: { ...tried, ...report.tried }, lost: { ...report.lost, ...lost } }
}
