import { readFileSync } from 'node:fs'

/** A page or route handler of the build. `folder`: its path in `app/`, with route groups. */
export type BuiltRoute = { route: string; folder: string; isPage: boolean }
/** A server action of the build: a function that Next calls for a request with its id. */
export type BuiltAction = { id: string; name: string; file: string; pages: string[] }

/** Every page and route handler of the build, from Next's own list. */
export function listBuiltRoutes(): BuiltRoute[] {
  const served = readManifest<Record<string, string>>('app-path-routes-manifest.json')
  return Object.entries(served)
    .filter(([, route]) => !route.startsWith('/_') && !/\.svg$/.test(route))
    .map(([file, route]) => ({
      route,
      folder: file.replace(/\/(page|route)$/, '/'),
      isPage: file.endsWith('/page'),
    }))
    .sort((a, b) => a.route.localeCompare(b.route))
}

/** The handler's methods that can change something; Next answers 405 for the others. */
export function listWritingMethods({ folder, isPage }: BuiltRoute): string[] {
  if (isPage) return []
  const source = readFileSync(`app${folder}route.ts`, 'utf8')
  return ['POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    new RegExp(`^export .*\\b${method}\\b`, 'm').test(source),
  )
}

/** Every server action of the build, including inline ones and those with bound arguments. */
export function listBuiltActions(): BuiltAction[] {
  type Entry = { workers: Record<string, unknown>; filename: string; exportedName: string }
  const { node, edge } = readManifest<{ node: Record<string, Entry>; edge: Record<string, Entry> }>(
    'server/server-reference-manifest.json',
  )
  return Object.entries({ ...node, ...edge })
    .map(([id, { workers, filename, exportedName }]) => ({
      id,
      name: exportedName,
      file: filename,
      pages: Object.keys(workers).map((page) => toRoute(page)),
    }))
    .sort((a, b) => `${a.file} ${a.name}`.localeCompare(`${b.file} ${b.name}`))
}

function toRoute(page: string): string {
  return (
    page
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replace(/\/\([^)]+\)/g, '') || '/'
  )
}

function readManifest<Manifest>(name: string): Manifest {
  return JSON.parse(readFileSync(`.next/${name}`, 'utf8'))
}
