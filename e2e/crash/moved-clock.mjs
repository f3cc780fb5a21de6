import { readFileSync } from 'node:fs'

/**
 * Loaded first into a server (`NODE_OPTIONS=--import=…`): a clock that the test sets, like an administrator or time
 * server. On SIGUSR2 it reads its error in milliseconds from the file in `MOVED_CLOCK`. Monotonic time and timers stay
 * correct, as on a real machine.
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
