import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newTestFolder } from '#/tests/folder.ts'
import { loadStartEnvironment } from './start-environment.ts'

const production = {
  APP_URL: 'https://portal.example.com',
  AUTH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'portal@example.com',
}

test('the server starts with its variables, then with the files .env of its folder, of which none replaces another', () => {
  const folder = newTestFolder()
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'))
  write('.env.local', 'MAIL_BOUNCE=local+{id}@portal.example.com', 'DATA_DIR=/elsewhere')
  write('.env.production', 'MAIL_BOUNCE=production+{id}@portal.example.com', 'OIDC_NAME=Login')
  write('.env', 'OIDC_NAME=Other', 'SUPPORT_EMAIL=help@desk.example', 'ENDPOINTS=yes')
  const before = { ...process.env }
  onTestFinished(() => {
    process.env = before
  })
  process.env = {
    ...before,
    ...production,
    RECAPITO_MODE: '',
    DATA_DIR: 'data',
    SUPPORT_EMAIL: 'us@desk.example',
  }
  expect(loadStartEnvironment(folder)).toMatchObject([{ name: 'ENDPOINTS' }])
  expect(process.env).toMatchObject({
    RECAPITO_MODE: 'production',
    DATA_DIR: resolve('data'),
    MAIL_BOUNCE: 'local+{id}@portal.example.com',
    OIDC_NAME: 'Login',
    SUPPORT_EMAIL: 'us@desk.example',
  })
  process.env = { ...before, ...production, RECAPITO_MODE: '', SMTP_URL: '', MAIL_FROM: '' }
  write('.env', 'SMTP_URL=smtp://mail.example.com')
  expect(loadStartEnvironment(folder).map(({ name }) => name)).toEqual(['SMTP_URL', 'MAIL_FROM'])
})
