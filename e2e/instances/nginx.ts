import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { untilReady } from '../server.ts'

const documented = resolve(import.meta.dirname, '../../deploy/nginx-instances.conf')

type Given = { program: string; folder: string; port: number; servers: readonly [number, number] }

/** Runs nginx with the documented configuration on other ports; its log is in `folder`. */
export async function startNginx({
  program,
  folder,
  port,
  servers,
}: Given): Promise<{ stop(): Promise<void> }> {
  const [one, other] = servers
  const site = readFileSync(documented, 'utf8')
    .replace('127.0.0.1:3001', `127.0.0.1:${one}`)
    .replace('127.0.0.1:3002', `127.0.0.1:${other}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => {
    mkdirSync(join(folder, kind), { recursive: true })
    return `${kind}_temp_path ${join(folder, kind)};`
  })
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off;\nuser ${process.getuid?.() === 0 ? 'root' : 'nobody'};\nworker_processes 1;\npid ${join(folder, 'nginx.pid')};\nerror_log ${join(folder, 'error.log')};\n` +
      `events { worker_connections 1024; }\nhttp {\naccess_log off;\n${places.join('\n')}\n${site}\n}\n`,
  )
  const nginx = spawn(program, ['-p', folder, '-c', file, '-e', join(folder, 'error.log')], {
    stdio: 'inherit',
  })
  await untilReady(nginx, `http://127.0.0.1:${port}/api/health`, () => '')
  return {
    async stop() {
      const ended = new Promise((done) => nginx.once('exit', done))
      nginx.kill('SIGTERM')
      await ended
    },
  }
}
