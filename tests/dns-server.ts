import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** Records by name: addresses, mail servers in the order of their priority. */
export type Zone = Record<string, { a?: string; mx?: string[] }>

/** A resolver of the running test that asks a name server on loopback with these records. */
export async function resolveFrom(zone: Zone): Promise<Resolver> {
  const socket = createSocket('udp4')
  socket.on('message', (asked, { port, address }) => socket.send(answer(asked, zone), port, address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => void socket.close())
  const resolver = new Resolver({ tries: 1, timeout: 60_000 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return resolver
}

/** RFC 1035, 4.1: the question again, then its records, whose names point to it. */
function answer(asked: Buffer, zone: Zone): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = asked[at] ?? 0; length > 0; length = asked[at] ?? 0) {
    labels.push(asked.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const question = asked.subarray(12, at + 5)
  const known = zone[labels.join('.').toLowerCase()]
  const records = known ? listRecords(known, asked.readUInt16BE(at + 1)) : []
  const head = Buffer.alloc(12)
  for (const [place, value] of [asked.readUInt16BE(0), known ? 0x8180 : 0x8183, 1, records.length].entries())
    head.writeUInt16BE(value, 2 * place)
  const body = records.map((data) => {
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    asked.copy(record, 2, at + 1, at + 5)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, question, ...body])
}

function listRecords(known: Zone[string], type: number): Buffer[] {
  if (type === 1) return known.a ? [Buffer.from(known.a.split('.').map(Number))] : []
  if (type !== 15) return []
  return (known.mx ?? []).map((name, at) =>
    Buffer.concat([Buffer.from([0, at]), ...name.split('.').filter(Boolean).map(toText), Buffer.from([0])]),
  )
}

const toText = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])
