import { readFileSync } from 'node:fs'

/**
 * Loaded into a server before all else (`NODE_OPTIONS=--import=…`): gives it a clock that the test sets, as an administrator or a
 * time server would. At SIGUSR2 it reads, from the file that `MOVED_CLOCK` names, by how many milliseconds it is off. What counts
 * time since the start, timers among it, is not concerned, as on a real machine.
 */
const readSystem = Date.now
let movedBy = 0

function read() {
  movedBy = Number(readFileSync(process.env.MOVED_CLOCK ?? '', 'utf8'))
  process.stderr.write(`clock moved by ${movedBy}\n`)
}

read()
process.on('SIGUSR2', read)
Date.now = () => readSystem() + movedBy
globalThis.Date = new Proxy(Date, {
  construct: (system, given, asked) =>
    Reflect.construct(system, given.length === 0 ? [Date.now()] : given, asked),
  apply: () => new Date().toString(),
})
