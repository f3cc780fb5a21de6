import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../scripts/run.ts'

type Node = {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number }
}
/** As V8 writes it. */
export type Profile = { nodes: Node[]; samples: number[]; timeDeltas: number[] }

const frameworks = new Set(['next', 'react', 'react-dom', 'scheduler'])
const maps = new Map<string, SourceMap | null>()

/** The share of each folder in the processor's busy time. */
export function shareOut({ nodes, samples, timeDeltas }: Profile): [string, number][] {
  const rooms = new Map(nodes.map((node) => [node.id, roomOf(node)]))
  const times = new Map<string, number>()
  let busy = 0
  samples.forEach((id, index) => {
    const room = rooms.get(id) ?? 'other'
    if (room === 'idle') return
    const took = timeDeltas[index] ?? 0
    times.set(room, (times.get(room) ?? 0) + took)
    busy += took
  })
  return [...times]
    .map(([room, time]): [string, number] => [room, time / busy])
    .sort((one, other) => other[1] - one[1])
}

function roomOf({ callFrame }: Node): string {
  const { functionName, url } = callFrame
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'collecting garbage'
  if (!url) return functionName === '(program)' ? 'the engine itself' : 'built-in functions'
  if (url.startsWith('node:')) return 'Node: http, streams, compression'
  const source = sourceOf(callFrame)
  const library = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]
  if (library && frameworks.has(library)) return 'Next and React'
  // Some packages' maps name their files without the package.
  if (library) return existsSync(join(root, 'node_modules', library)) ? library : 'other libraries'
  return /(?:^|\/)(app|components|db\/store|db|lib\/[\w-]+|lib|proxy)(?:[./]|$)/.exec(source)?.[1] ?? 'other'
}

/** The source file of a function, if the build names it. */
function sourceOf({ url, lineNumber, columnNumber }: Node['callFrame']): string {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url
  if (!maps.has(file)) {
    const map = `${file.replace('/.next/standalone/.next/', '/.next/')}.map`
    maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : null)
  }
  const entry = maps.get(file)?.findEntry(lineNumber, columnNumber)
  return entry && 'originalSource' in entry ? decodeURIComponent(entry.originalSource) : file
}
