/** A package in `package-lock.json` (lockfileVersion 3), by its place below `node_modules`; the project's own is ''. */
type LockedPackage = {
  name?: string
  version?: string
  license?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  link?: boolean
  inBundle?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}
export type Lock = { packages: Record<string, LockedPackage> }
export type InstalledPackage = LockedPackage & { place: string; name: string; version: string }

/** All runtime packages: without those only for development, with those for both. */
export function listInstalled({ packages }: Lock): InstalledPackage[] {
  return Object.entries(packages)
    .filter(([place, { dev, link }]) => place !== '' && !dev && !link)
    .map(([place, locked]) => readPlace(place, locked))
}

function readPlace(place: string, locked: LockedPackage): InstalledPackage {
  const { name = place.split('node_modules/').at(-1) ?? '', version = '' } = locked
  return { ...locked, place, name, version }
}

/**
 * The bill of materials of the runtime packages, in CycloneDX 1.5, from the lock file alone. npm's own also leaves out
 * every runtime package that a development package depends on.
 */
export function makeBom(lock: Lock, { serial, at }: { serial: string; at: number }) {
  const own = readPlace('', lock.packages[''] ?? {})
  const installed = listInstalled(lock)
  const places = new Map(installed.map((one) => [one.place, one]))
  // A package may be in several places, and find others from each.
  const found = new Map<string, { component: Component; dependsOn: Set<string> }>()
  for (const one of [own, ...installed]) {
    const ref = nameRef(one)
    const entry = found.get(ref) ?? { component: toComponent(one), dependsOn: new Set() }
    for (const other of listNeeded(one, places)) entry.dependsOn.add(nameRef(other))
    found.set(ref, entry)
  }
  const [program, ...libraries] = [...found.values()].map(({ component }) => component)
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: {
      timestamp: new Date(at).toISOString(),
      lifecycles: [{ phase: 'pre-build' }],
      component: { ...program, type: 'application' },
    },
    components: libraries,
    dependencies: [...found].map(([ref, { dependsOn }]) => ({ ref, dependsOn: [...dependsOn] })),
  }
}

type Component = ReturnType<typeof toComponent>

function toComponent(one: InstalledPackage) {
  const [group, name] = one.name.startsWith('@') ? one.name.split('/') : [undefined, one.name]
  const ref = nameRef(one)
  const hashes = toHashes(one.integrity)
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group && { group }),
    name,
    version: one.version,
    scope: one.optional ? 'optional' : 'required',
    ...(hashes.length > 0 && { hashes }),
    licenses: one.license ? [toLicense(one.license)] : [],
    purl: ref,
  }
}

/** The package's URL (the purl specification, npm), which trackers of advisories use. */
function nameRef({ name, version }: InstalledPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

/** Parses npm's Subresource Integrity: several hashes, each an algorithm and base64. */
function toHashes(integrity = '') {
  return integrity.split(' ').flatMap((one) => {
    const [, bits, digest] = /^sha(1|256|384|512)-(.+)$/.exec(one) ?? []
    if (!bits || !digest) return []
    return [{ alg: `SHA-${bits}`, content: Buffer.from(digest, 'base64').toString('hex') }]
  })
}

/** An SPDX identifier, or an expression of several. */
function toLicense(license: string) {
  return /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license }
}

/** A package's dependencies, found from its own place upwards, like Node. Peers and optional ones may be missing. */
function listNeeded(
  one: InstalledPackage,
  places: ReadonlyMap<string, InstalledPackage>,
): InstalledPackage[] {
  const names = Object.keys({ ...one.peerDependencies, ...one.optionalDependencies, ...one.dependencies })
  return names.flatMap((name) => find(name, one.place, places) ?? [])
}

function find(
  name: string,
  place: string,
  places: ReadonlyMap<string, InstalledPackage>,
): InstalledPackage | undefined {
  const found = places.get(`${place}${place && '/'}node_modules/${name}`)
  if (found || place === '') return found
  return find(name, place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), places)
}
