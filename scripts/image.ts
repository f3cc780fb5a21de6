import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findPort } from '../tests/port.ts'
import { installPackages, isDebian } from './debian.ts'
import { root, run, stop } from './run.ts'

/**
 * Builds the Dockerfile and starts the image, without a registry of images: the base comes from Debian's archive and
 * holds this same Node. Needs root on Debian, since a base is made and containers are run without their own runtime.
 */
const most = 150_000_000
const base = 'docker.io/library/node:26-trixie-slim'
const image = 'localhost/recapito-image-test'
/** vfs, chroot and the machine's own network work inside a container too, where overlays and namespaces often do not. */
const storage = ['--storage-driver=vfs']
/** Debian's packages, with a file of each. buildah wants netavark even where it uses the machine's own network. */
const programs: Readonly<Record<string, string>> = {
  buildah: '/usr/bin/buildah',
  debootstrap: '/usr/sbin/debootstrap',
  netavark: '/usr/lib/podman/netavark',
}
const limits = [
  '--isolation=chroot',
  '--network=host',
  '--ulimit=nofile=20000:20000',
  '--ulimit=nproc=10000:10000',
]

if (!isDebian() || process.getuid?.() !== 0)
  stop(
    'This part makes a Debian base and runs containers by chroot: run it as root on Debian, with `apt-get install buildah debootstrap netavark`.',
  )
await installMissing()
const folder = mkdtempSync(join(tmpdir(), 'recapito-image-'))
try {
  await makeBase()
  await buildImage()
  await tryImage()
  console.log('The image starts, answers its health check and has its command line.')
} finally {
  spawnSync('buildah', [...storage, '--root', join(folder, 'images'), 'rm', '--all'])
  rmSync(folder, { recursive: true, force: true })
}

async function installMissing(): Promise<void> {
  const findMissing = () => Object.keys(programs).filter((name) => !existsSync(programs[name] ?? ''))
  if (findMissing().length > 0) await installPackages(...Object.keys(programs))
  const missing = findMissing()
  if (missing.length > 0)
    stop(`${missing.join(' and ')} could not be installed: \`apt-get install ${missing.join(' ')}\` as root.`)
}

async function buildah(...words: string[]): Promise<void> {
  const code = await run('buildah', [...storage, '--root', join(folder, 'images'), ...words])
  if (code !== 0) stop(`buildah ${words[0]} ended with ${code}.`)
}

function ask(...words: string[]): string {
  const asked = spawnSync('buildah', [...storage, '--root', join(folder, 'images'), ...words], {
    encoding: 'utf8',
  })
  if (asked.status !== 0) stop(`buildah ${words.join(' ')}: ${asked.stderr}`)
  return asked.stdout.trim()
}

/** Debian, this Node, its npm and the user `node`: what the official base has, as far as the Dockerfile needs it. */
async function makeBase(): Promise<void> {
  const system = join(folder, 'base')
  const made = spawnSync(
    'debootstrap',
    ['--variant=minbase', '--include=libatomic1,ca-certificates', 'trixie', system],
    { encoding: 'utf8' },
  )
  // It tells on its standard output what went wrong.
  if (made.status !== 0)
    stop(
      `${made.stdout.slice(-2000)}${made.stderr}debootstrap could not make the base: see above, and whether Debian’s archive can be reached.`,
    )
  copyFileSync(process.execPath, join(system, 'usr/local/bin/node'))
  await bringNpm(system)
  const added = spawnSync('chroot', [system, 'useradd', '--create-home', '--uid=1000', 'node'], {
    encoding: 'utf8',
  })
  if (added.status !== 0) stop(added.stderr)
  // A machine behind a proxy of its own has its certificates and the way to its registry here.
  for (const file of ['/etc/ssl/certs/ca-certificates.crt', '/etc/npmrc', '/root/.npmrc'])
    if (existsSync(file)) cpSync(file, join(system, file))
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM scratch\nCOPY base /\nENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt\n',
  )
  await buildah('build', ...limits, '--quiet', '--tag', base, folder)
  rmSync(system, { recursive: true })
}

async function bringNpm(system: string): Promise<void> {
  const packed = join(folder, 'npm')
  mkdirSync(packed)
  await run('npm', ['pack', '--silent', '--pack-destination', packed, 'npm@11'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const place = join(system, 'usr/local/lib/npm')
  mkdirSync(place, { recursive: true })
  const code = await run('sh', ['-c', `tar -xzf ${packed}/npm-*.tgz --strip-components=1 -C ${place}`])
  if (code !== 0) stop('npm could not be brought into the base.')
  const link = spawnSync('ln', ['-s', '../lib/npm/bin/npm-cli.js', join(system, 'usr/local/bin/npm')])
  if (link.status !== 0) stop('npm could not be linked in the base.')
}

async function buildImage(): Promise<void> {
  const key = join(folder, 'actions_key')
  writeFileSync(key, Buffer.alloc(32, 7).toString('base64'))
  const before = sizeOfImage(base)
  await buildah(
    'build',
    ...limits,
    '--pull=never',
    `--secret=id=actions_key,src=${key}`,
    '--tag',
    image,
    root,
  )
  const above = sizeOfImage(image) - before
  console.log(`The image holds ${(above / 1e6).toFixed(0)} MB above its base.`)
  if (above > most) stop(`The image may hold ${most / 1e6} MB above its base.`)
}

/** The bytes of an image's files. */
function sizeOfImage(name: string): number {
  const container = ask('from', '--pull=never', ...limits, name)
  const mounted = ask('mount', container)
  const [size] = spawnSync('du', ['-sb', mounted], { encoding: 'utf8' }).stdout.split('\t')
  ask('rm', container)
  return Number(size)
}

async function tryImage(): Promise<void> {
  const container = ask('from', '--pull=never', ...limits, image)
  const port = await findPort()
  const given = {
    ...{ APP_URL: 'https://portal.example.com', AUTH_SECRET: 'x'.repeat(48), SMTP_URL: 'smtp://127.0.0.1:9' },
    ...{ MAIL_FROM: 'portal@example.com', PORT: String(port), HOST: '127.0.0.1' },
  }
  const environment = Object.entries(given).map(([name, value]) => `--env=${name}=${value}`)
  const inside = (...words: string[]) => [
    'run',
    '--isolation=chroot',
    ...environment,
    container,
    '--',
    ...words,
  ]
  const server = run('buildah', [
    ...storage,
    '--root',
    join(folder, 'images'),
    ...inside('node', 'bin/start.js'),
  ])
  const answer = await waitUntilHealthy(port)
  console.log(JSON.stringify(answer))
  for (const words of [
    ['--version'],
    ['staff', 'add', 'grace@desk.example', '--role', 'admin'],
    ['backup', '/backups'],
  ])
    console.log(ask(...inside('recapito', ...words)))
  // Ends it as a service manager does; its program is the only one that has this port.
  const found = spawnSync(
    'sh',
    ['-c', `grep -lz "PORT=${port}" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3`],
    { encoding: 'utf8' },
  )
  for (const pid of found.stdout.split('\n').filter(Boolean))
    if (isServer(pid)) process.kill(Number(pid), 'SIGTERM')
  await server
}

/** Not buildah, which has the same environment. Next renames its process, so the command line does not show it. */
function isServer(pid: string): boolean {
  return existsSync(`/proc/${pid}/exe`) && readlinkSync(`/proc/${pid}/exe`).endsWith('/node')
}

async function waitUntilHealthy(port: number): Promise<unknown> {
  for (const until = Date.now() + 60_000; Date.now() < until; await setTimeout(200)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
    if (answer?.ok) return answer.json()
  }
  return stop('The image started, but did not become healthy within a minute.')
}
