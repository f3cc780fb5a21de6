import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The file of a certificate or of their one key (tests/fixtures/certificates). */
export const certificateFile = (name: string) =>
  join(import.meta.dirname, 'fixtures/certificates', `${name}.pem`)

export const readCertificate = (name: string) => readFileSync(certificateFile(name), 'utf8')
