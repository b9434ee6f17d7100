import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Uploads } from './uploads'

interface Request {
  headers: Record<string, string>
  url: string
  upload: { onprogress?: (e: { loaded: number }) => void }
  answer: (status: number, body: object) => void
  break: () => void
}

let requests: Request[] = []

class FakeRequest {
  status = 0
  responseText = ''
  upload = {}
  headers: Record<string, string> = {}
  url = ''
  onload = () => {}
  onerror = () => {}
  onabort = () => {}
  open(_: string, url: string) {
    this.url = url
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }
  send() {
    requests.push({
      headers: this.headers,
      url: this.url,
      upload: this.upload,
      answer: (status, body) => {
        this.status = status
        this.responseText = JSON.stringify(body)
        this.onload()
      },
      break: () => this.onerror(),
    })
  }
  abort() {
    this.onabort()
  }
}

beforeEach(() => {
  requests = []
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  vi.useFakeTimers()
})

afterEach(() => vi.useRealTimers())

const file = (name: string) => new File(['photo'], name, { type: 'image/jpeg' })
const states = (u: Uploads) => [...u.snapshot().values()].map((e) => e.state)
const idle = () => vi.advanceTimersByTimeAsync(0)

async function started(...names: string[]): Promise<Uploads> {
  const uploads = new Uploads()
  await uploads.start('u1')
  await uploads.add('submit/u1/g/s/0', 'required-0', names.map(file))
  await idle()
  return uploads
}

test('two go up at a time, the next when one has arrived', async () => {
  const uploads = await started('a.jpg', 'b.jpg', 'c.jpg')
  expect(states(uploads)).toEqual(['sending', 'sending', 'waiting'])
  requests[0]?.upload.onprogress?.({ loaded: 3 })
  expect([...uploads.snapshot().values()][0]?.sent).toBe(3)
  requests[0]?.answer(201, { id: 'A1', name: 'a.jpg', type: 'image/jpeg', size: 5 })
  await idle()
  expect(states(uploads)).toEqual(['there', 'sending', 'sending'])
  expect([...uploads.snapshot().values()][0]?.piece).toMatchObject({ attachment: { id: 'A1' }, content: undefined })
})

test('after a lost connection the same file goes up again by itself, with the same key', async () => {
  const uploads = await started('现场.jpg')
  expect(requests[0]?.url).toContain(encodeURIComponent('现场.jpg'))
  requests[0]?.break()
  await idle()
  expect(states(uploads)).toEqual(['failed'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(states(uploads)).toEqual(['sending'])
  expect(requests).toHaveLength(2)
  expect(requests[1]?.headers['Idempotency-Key']).toBe(requests[0]?.headers['Idempotency-Key'])
})

test('what the server does not take is told and not sent again', async () => {
  const uploads = await started('film.jpg')
  requests[0]?.answer(415, { code: 'file-extension', detail: '不能上传' })
  await idle()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(requests).toHaveLength(1)
  expect([...uploads.snapshot().values()][0]).toMatchObject({ state: 'refused', problem: { detail: '不能上传' } })
})

test('a file of somebody else who used this device stays where it is', async () => {
  const uploads = await started('a.jpg')
  requests[0]?.break()
  await idle()
  await uploads.start('u2')
  uploads.again()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(requests).toHaveLength(1)
})

test('what is removed or was sent is forgotten', async () => {
  const uploads = await started('a.jpg', 'b.jpg')
  uploads.remove([...uploads.snapshot().keys()][0] ?? '')
  await idle()
  expect(uploads.snapshot().size).toBe(1)
  uploads.forget('submit/u1/g/s/')
  expect(uploads.snapshot().size).toBe(0)
})
