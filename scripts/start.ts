import { pathToFileURL } from 'node:url'
import { stop } from './run.ts'
import { isBuilt, startProgram } from './standalone.ts'

if (!isBuilt()) stop('There is no build yet. Run `npm run build` first.')
await import(pathToFileURL(startProgram).href)
