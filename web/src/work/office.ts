import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Workdays, type Year } from './workdays'

/** Units, posts and people by id, and how each is called on screen. */
export class Names {
  private units = new Map<string, Noun['Unit']>()
  private posts = new Map<string, Noun['Post']>()
  private people = new Map<string, Noun['Colleague']>()
  private holders = new Map<string, string[]>()

  constructor(readonly directory: Noun['Directory']) {
    for (const u of directory.units) this.units.set(u.id, u)
    for (const p of directory.posts) this.posts.set(p.id, p)
    for (const c of directory.people) {
      this.people.set(c.id, c)
      for (const post of c.posts ?? []) this.holders.set(post, [...(this.holders.get(post) ?? []), c.name])
    }
  }

  unit(id: string | undefined): string {
    return (id && this.units.get(id)?.name) || (id ?? '')
  }

  person(id: string): string {
    return this.people.get(id)?.name ?? id
  }

  /** What a ref is called: the post's name or the person's. */
  title(ref: string | undefined): string {
    const { post, user } = split(ref)
    if (post) return this.posts.get(post)?.name ?? post
    return user ? this.person(user) : ''
  }

  /** Who holds a ref today. */
  holding(ref: string | undefined): string[] {
    const { post, user } = split(ref)
    if (post) return this.holders.get(post) ?? []
    return user ? [this.person(user)] : []
  }

  /** The post with its holder: "经发办主任 李明". */
  full(ref: string | undefined): string {
    const { post } = split(ref)
    if (!post) return this.title(ref)
    return [this.title(ref), ...this.holding(ref)].join(' ')
  }

  unitOf(ref: string | undefined): string | undefined {
    const { post, user } = split(ref)
    return post ? this.posts.get(post)?.unit_id : this.people.get(user)?.unit_id
  }
}

function split(ref: string | undefined): { post: string; user: string } {
  if (ref?.startsWith('post:')) return { post: ref.slice(5), user: '' }
  if (ref?.startsWith('user:')) return { post: '', user: ref.slice(5) }
  return { post: '', user: '' }
}

const nobody: Noun['Directory'] = { units: [], posts: [], people: [] }
const minutes = 60_000

export const directoryQuery = {
  queryKey: keys.directory(),
  queryFn: () => answer(api.GET('/api/v1/directory')),
  staleTime: 5 * minutes,
}

/** Names of everything that people refer to; ids stand in until they are there. */
export function useNames(): Names {
  const { data } = useQuery(directoryQuery)
  return useMemo(() => new Names(data ?? nobody), [data])
}

/** The calendar that new goals rest on. */
export function useWorkdays(): Workdays {
  const { data } = useQuery({
    queryKey: keys.calendars(),
    queryFn: () => answer(api.GET('/api/v1/calendars')),
    staleTime: 60 * minutes,
  })
  return useMemo(() => {
    const active = data?.items.find((c) => c.active) ?? data?.items[0]
    return new Workdays((active?.calendar as { years?: Year[] } | undefined)?.years ?? [])
  }, [data])
}
