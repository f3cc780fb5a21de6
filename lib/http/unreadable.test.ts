import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { followRequests } from '#/lib/audit/request-origin.ts'
import { answerUnreadable, isUnreadableForm } from './unreadable.ts'

followRequests(() => false)

async function ask(status: number, body: string) {
  const server = createServer((_request, response) => {
    answerUnreadable()
    response.statusCode = status
    response.setHeader('etag', '"a"')
    response.setHeader('content-length', body.length)
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const answered = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return [answered.status, answered.headers.get('etag'), await answered.text()]
}

test('a broken form is told from other faults, and answered as one, whatever Next would say', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const reading = new Response('--x\r\nContent-Disposi', { headers }).formData()
  const broken = await reading.catch((error: unknown) => error)
  expect(isUnreadableForm(broken)).toBe(true)
  expect(isUnreadableForm(new TypeError('x is not a function'))).toBe(false)
  const said = 'The form could not be read, and nothing was done.'
  expect(await ask(500, 'Internal Server Error')).toEqual([400, null, said])
})

test('outside of a request nothing is answered', () => {
  expect(answerUnreadable).not.toThrow()
})
