import { globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Writes beside each script and style of a folder a copy in brotli (.br) and one in gzip (.gz), as small as they get. */
export async function compressFiles(folder: string): Promise<void> {
  const files = globSync('**/*.{js,css}', { cwd: folder })
  await Promise.all(
    files.map(async (name) => {
      const path = join(folder, name)
      const text = readFileSync(path)
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }))
      await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }))
    }),
  )
}
