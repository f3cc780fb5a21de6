import { relative } from 'node:path'

type Seconds = Map<string, number>
type VitestReport = { testResults: readonly { name: string; startTime: number; endTime: number }[] }
type Suite = {
  file: string
  suites?: readonly Suite[]
  specs: readonly { tests: readonly { results: readonly { duration: number }[] }[] }[]
}
type PlaywrightReport = { suites: readonly Suite[] }

/** Seconds of each file in Vitest's JSON report, on all engines together; paths relative to `root`. */
export function readVitestSeconds({ testResults }: VitestReport, root: string): Seconds {
  const seconds: Seconds = new Map()
  for (const { name, startTime, endTime } of testResults)
    add(seconds, relative(root, name), (endTime - startTime) / 1000)
  return seconds
}

/** Seconds of each file in Playwright's JSON report, its fixtures included. */
export function readPlaywrightSeconds({ suites }: PlaywrightReport): Seconds {
  const seconds: Seconds = new Map()
  // A group's own file is where it is declared, which `eachWay` does for all.
  const walk = (suite: Suite, file: string): void => {
    for (const spec of suite.specs)
      for (const { results } of spec.tests)
        for (const { duration } of results) add(seconds, `e2e/${file}`, duration / 1000)
    for (const inner of suite.suites ?? []) walk(inner, file)
  }
  for (const suite of suites) walk(suite, suite.file)
  return seconds
}

/** The ten slowest files, a line each: seconds and path, the slowest first. */
export function formatSlowest(seconds: Seconds): string {
  return [...seconds]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 10)
    .map(([file, its]) => `${its.toFixed(1).padStart(7)} s  ${file}`)
    .join('\n')
}

function add(seconds: Seconds, file: string, more: number): void {
  seconds.set(file, (seconds.get(file) ?? 0) + more)
}
