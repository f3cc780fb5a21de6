import { obey } from './obey.ts'

process.exitCode = await obey(process.argv.slice(2))
