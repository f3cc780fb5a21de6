import { resolve } from 'node:path'
import { stop } from './run.ts'
import { build, isFolderFree, placeBuild } from './standalone.ts'

const [folder] = process.argv.slice(2)
if (folder && !isFolderFree(resolve(folder)))
  stop(`${resolve(folder)} is there already. Name a new folder, and swap the two once the server is stopped.`)
const code = await build()
if (code === 0 && folder) {
  placeBuild(resolve(folder))
  console.log(
    `The build is in ${resolve(folder)}, with its Node: cd ${resolve(folder)} && ./node bin/start.js`,
  )
}
process.exitCode = code
