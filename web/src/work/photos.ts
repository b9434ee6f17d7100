import { answer, api } from '@/api/client'
import { newKey } from '@/api/command'

/**
 * Photos that were taken but not handed in yet, kept on this device beside the draft that names them. A photo in a draft
 * is called `local:ID` until the server has it, and by the id of its attachment afterwards.
 */
export interface KeptPhoto {
  id: string
  name: string
  blob: Blob
  key: string // Idempotency-Key of its upload: broken off and sent again, it is still one attachment
  file?: string // its attachment, once uploaded
}

const prefix = 'local:'
const table = 'photos'
const memory = new Map<string, KeptPhoto>() // where the browser keeps nothing, at least until the page is closed

let opened: Promise<IDBDatabase | undefined> | undefined

function open(): Promise<IDBDatabase | undefined> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open('duban', 1)
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
      request.onblocked = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
  return opened
}

function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  return open().then(
    (db) =>
      new Promise((resolve, reject) => {
        if (!db) return resolve(undefined)
        const transaction = db.transaction(table, mode)
        const request = work(transaction.objectStore(table))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      }),
  )
}

export function isLocal(photo: string): boolean {
  return photo.startsWith(prefix)
}

/** Keeps a photo on this device and gives what a draft calls it. */
export async function keepPhoto(file: File): Promise<string> {
  const kept: KeptPhoto = { id: prefix + newKey(), name: file.name || 'photo.jpg', blob: file, key: newKey() }
  memory.set(kept.id, kept)
  try {
    await within('readwrite', (store) => store.put(kept))
  } catch {
    // No room: it stays in memory until the page is closed.
  }
  return kept.id
}

export async function keptPhoto(photo: string): Promise<KeptPhoto | undefined> {
  const known = memory.get(photo)
  if (known) return known
  const found = await within<KeptPhoto | undefined>('readonly', (store) => store.get(photo)).catch(() => undefined)
  if (found) memory.set(photo, found)
  return found
}

export async function dropPhotos(photos: string[]): Promise<void> {
  for (const id of photos.filter(isLocal)) {
    memory.delete(id)
    await within('readwrite', (store) => store.delete(id)).catch(() => undefined)
  }
}

/** The attachment of a photo: uploaded now unless it was before. */
export async function uploadPhoto(photo: string): Promise<string> {
  if (!isLocal(photo)) return photo
  const kept = await keptPhoto(photo)
  if (!kept) throw new MissingPhoto(photo)
  if (kept.file) return kept.file
  const attachment = await answer(
    api.POST('/api/v1/attachments', {
      params: { query: { filename: kept.name }, header: { 'Idempotency-Key': kept.key } },
      // The photo goes as it is: a body that the generated types can only call a string.
      body: kept.blob as unknown as string,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  )
  const sent = { ...kept, file: attachment.id }
  memory.set(photo, sent)
  await within('readwrite', (store) => store.put(sent)).catch(() => undefined)
  return attachment.id
}

/** A photo that a draft names is on this device no more: the browser made room. */
export class MissingPhoto extends Error {
  constructor(readonly photo: string) {
    super(photo)
  }
}
