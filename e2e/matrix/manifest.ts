import { readFileSync } from 'node:fs'

/** A page or a route handler of the build. `folder`: where it stands in `app/`, its groups in brackets. */
export type BuiltRoute = { route: string; folder: string; isPage: boolean }
/** A server action of the build: whatever function Next would call for a request that names its id. */
export type BuiltAction = { id: string; name: string; file: string; pages: string[] }

/** Every page and route handler that the build serves, as Next itself lists them. */
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

/** What a handler answers that may change something; of what it does not export Next says 405 by itself. */
export function listWritingMethods({ folder, isPage }: BuiltRoute): string[] {
  if (isPage) return []
  const source = readFileSync(`app${folder}route.ts`, 'utf8')
  return ['POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    new RegExp(`^export .*\\b${method}\\b`, 'm').test(source),
  )
}

/** Every server action that the build would run, those that stand inline or have arguments bound included. */
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
