import { listBuiltRoutes } from './matrix/manifest.ts'

/** Every page and route handler by its path pattern, found in the file system. */
export function listRoutes(): { pages: string[]; handlers: string[] } {
  const all = listBuiltRoutes()
  const list = (isPage: boolean) => all.filter((one) => one.isPage === isPage).map(({ route }) => route)
  return { pages: list(true), handlers: list(false) }
}

/** A path for the pattern; parameters without a value become `1`. */
export function fill(pattern: string, given: Record<string, string> = {}): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => given[name] ?? '1')
}
