import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const documentedNginx = readFileSync(join(import.meta.dirname, '../deploy/nginx.conf'), 'utf8')

type Site = {
  /** The ports of one or two servers of Recapito on loopback. */
  servers: readonly [number] | readonly [number, number]
  /** The ports on loopback for the redirect, and for the portal. */
  plain: number
  portal: number
  /** Without it the portal is served by http. */
  certificate?: { chain: string; key: string }
  logs: string
}

/** The documented configuration with other ports, certificate and logs. */
export function siteOf({ servers: [first, second], plain, portal, certificate, logs }: Site): string {
  const listening = documentedNginx
    .replace('127.0.0.1:3000', `127.0.0.1:${first}`)
    .replace('# server 127.0.0.1:3001', `${second ? '' : '# '}server 127.0.0.1:${second}`)
    .replaceAll(/^ {4}listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replaceAll('/var/log/nginx', logs)
  if (!certificate) {
    return listening
      .replace('listen 443 ssl;', `listen 127.0.0.1:${portal};`)
      .replaceAll(/^ {4}ssl_.*\n/gm, '')
  }
  return listening
    .replace('listen 443 ssl;', `listen 127.0.0.1:${portal} ssl;`)
    .replace(/ssl_certificate \S+;/, `ssl_certificate ${certificate.chain};`)
    .replace(/ssl_certificate_key \S+;/, `ssl_certificate_key ${certificate.key};`)
}

/** Runs nginx with the servers of `site`; its files are in `folder`. */
export function runNginx(program: string, folder: string, site: string) {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => {
    mkdirSync(join(folder, kind), { recursive: true })
    return `${kind}_temp_path ${join(folder, kind)};`
  })
  const [file, log] = [join(folder, 'nginx.conf'), join(folder, 'error.log')]
  const own = `daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log ${log};`
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(
    file,
    `${own} ${user}\nevents {}\nhttp {\naccess_log off;\n${places.join('\n')}\n${site}\n}\n`,
  )
  const nginx = spawn(program, ['-p', folder, '-c', file, '-e', log], { stdio: 'inherit' })
  const ended = new Promise((done) => nginx.once('exit', done))
  return {
    nginx,
    async stop() {
      nginx.kill('SIGTERM')
      await ended
    },
  }
}
