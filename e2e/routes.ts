import { globSync } from 'node:fs'

/** Every page and route handler there is, as its path pattern, from the files of `app/`: a new one is here by existing. */
export function listRoutes(): { pages: string[]; handlers: string[] } {
  return { pages: list('page.tsx'), handlers: list('route.ts') }
}

function list(file: string): string[] {
  return globSync(`**/${file}`, { cwd: 'app' })
    .map((path) => `/${path}`.slice(0, -file.length - 1).replace(/\/\([^)]+\)/g, '') || '/')
    .sort()
}

/** A path of the pattern, its parameters filled in; what is not given is `1`. */
export function fill(pattern: string, given: Record<string, string> = {}): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => given[name] ?? '1')
}
