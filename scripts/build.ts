import { build } from './standalone.ts'

process.exitCode = await build()
