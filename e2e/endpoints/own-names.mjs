import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded first into a server (`NODE_OPTIONS=--import=…`): for it the hosts file has the names in `OWN_NAMES` too, on loopback. */
const read = fs.promises.readFile
fs.promises.readFile = async (file, ...options) => {
  if (file !== '/etc/hosts') return read(file, ...options)
  const text = await read(file, ...options).catch(() => '')
  return `${text}\n127.0.0.1 ${process.env.OWN_NAMES}\n`
}
syncBuiltinESMExports()
