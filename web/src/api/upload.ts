import i18n from 'i18next'
import type { Noun } from './client'
import { Problem, unreachable } from './problem'

interface Upload {
  name: string
  content: Blob
  key: string // the same file sent again with its key is the same attachment
  onProgress: (sent: number) => void
  signal: AbortSignal
}

const stalled = 60_000 // without a sign of life the connection counts as lost

/** Hands a file in, telling how far it is; throws a Problem. fetch cannot tell that, so this is the older way. */
export function upload({ name, content, key, onProgress, signal }: Upload): Promise<Noun['Attachment']> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let watch = setTimeout(() => request.abort(), stalled)
    const alive = () => {
      clearTimeout(watch)
      watch = setTimeout(() => request.abort(), stalled)
    }
    const fail = (problem: Problem) => {
      clearTimeout(watch)
      reject(problem)
    }
    request.open('POST', `/api/v1/attachments?filename=${encodeURIComponent(name)}`)
    request.setRequestHeader('Idempotency-Key', key)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', i18n.language || 'zh-CN')
    request.upload.onprogress = (event) => {
      alive()
      onProgress(event.loaded)
    }
    request.onload = () => {
      clearTimeout(watch)
      const body = read(request.responseText)
      if (request.status >= 200 && request.status < 300 && body) resolve(body as Noun['Attachment'])
      else reject(Problem.from(request, body))
    }
    request.onerror = () => fail(unreachable())
    request.onabort = () => fail(unreachable())
    signal.addEventListener('abort', () => request.abort())
    request.send(content)
  })
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
