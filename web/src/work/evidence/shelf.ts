import type { Noun } from '@/api/client'

/** A file that somebody picked, kept on this device until a submission has named it. */
export interface Piece {
  key: string // its Idempotency-Key: sent again it is the same attachment
  user: string // whose it is: nobody else's session sends it
  scope: string // the draft that it belongs to
  slot: string // which requirement it meets
  name: string
  size: number
  type: string
  at: number
  content?: Blob // until the server has it
  attachment?: Noun['Attachment'] // from then on
}

/** The server forgets after seven days what no submission names. */
const kept = 6 * 24 * 3600_000

const table = 'pieces'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('duban.evidence', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(table, { keyPath: 'key' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(table, mode)
      const asked = act(transaction.objectStore(table))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Where picked files lie, so that a refresh or a lost connection loses none. Without room they live as long as the page. */
export const shelf = {
  async all(): Promise<Piece[]> {
    try {
      const found = await within<Piece[]>('readonly', (store) => store.getAll())
      const old = found.filter((p) => p.at < Date.now() - kept)
      for (const piece of old) await shelf.remove(piece.key)
      return found.filter((p) => !old.includes(p))
    } catch {
      return []
    }
  },
  async put(piece: Piece): Promise<void> {
    try {
      await within('readwrite', (store) => store.put(piece))
    } catch {
      // No room or no storage: the page itself still holds it.
    }
  },
  async remove(key: string): Promise<void> {
    try {
      await within('readwrite', (store) => store.delete(key))
    } catch {
      // Nothing was kept.
    }
  },
}
