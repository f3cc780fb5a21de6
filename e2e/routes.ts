import { listBuiltRoutes } from './matrix/manifest.ts'

/** Every page and route handler there is, as its path pattern: a new one is here by existing. */
export function listRoutes(): { pages: string[]; handlers: string[] } {
  const all = listBuiltRoutes()
  const list = (isPage: boolean) => all.filter((one) => one.isPage === isPage).map(({ route }) => route)
  return { pages: list(true), handlers: list(false) }
}

/** A path of the pattern, its parameters filled in; what is not given is `1`. */
export function fill(pattern: string, given: Record<string, string> = {}): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => given[name] ?? '1')
}
