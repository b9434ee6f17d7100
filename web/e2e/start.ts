import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stateFile, type Town } from './town'

/** Starts the real program with a fresh demo town, reads its address and passwords, and ends it after the tests. */
export default async function start() {
  const program = process.env.DUBAN ?? fileURLToPath(new URL('../../bin/duban', import.meta.url))
  if (!existsSync(program)) throw new Error(`${program} is not there: run make build first`)
  const data = mkdtempSync(join(tmpdir(), 'duban-e2e-'))
  const child = spawn(program, ['serve', '--demo', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ready = new Promise<Town>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready after 90 s:\n${said}`)), 90_000)
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const url = /(http:\/\/127\.0\.0\.1:[1-9]\d*)/.exec(said.slice(said.indexOf('Duban is ready')))?.[1]
      if (!said.includes('Duban is ready') || !url) return
      clearTimeout(late)
      resolve({ url, passwords: passwordsIn(said) })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)))
  })
  const town = await ready
  child.removeAllListeners('exit')
  writeFileSync(stateFile, JSON.stringify(town))
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
    rmSync(stateFile, { force: true })
  }
}

/** The table printed once at the start: user name, password, name, roles. */
function passwordsIn(said: string): Record<string, string> {
  const roles = 'leader|supervisor|cadre|evaluator|system-admin|security-admin|audit-admin'
  const line = new RegExp(`^\\s+(\\S+)\\s+(\\S+)\\s+\\S+\\s+(?:${roles})(?:,\\S+)?\\s*$`)
  const found: Record<string, string> = {}
  for (const text of said.split('\n')) {
    const match = line.exec(text)
    if (match?.[1] && match[2]) found[match[1]] = match[2]
  }
  return found
}
