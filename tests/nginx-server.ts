import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
