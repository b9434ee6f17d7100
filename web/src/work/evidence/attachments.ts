import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'

export type Attachment = Noun['Attachment']

export function isPicture(a: { type: string }): boolean {
  return a.type.startsWith('image/')
}

export function fileOf(id: string): string {
  return `/api/v1/attachments/${encodeURIComponent(id)}`
}

export function thumbnailOf(id: string): string {
  return `${fileOf(id)}/thumbnail`
}

/** 1.4 MB, 320 KB. */
export function sayBytes(n: number): string {
  return n >= 1 << 20 ? `${(n / (1 << 20)).toFixed(1)} MB` : `${Math.max(1, Math.round(n / 1024))} KB`
}

/** What the steps of a goal name as evidence, by id. */
export function useAttachments(goal: string): Map<string, Attachment> {
  const { data } = useQuery({
    queryKey: keys.attachments(goal),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/attachments', { params: { path: { id: goal } } })),
    enabled: goal !== '',
  })
  return useMemo(() => new Map(data?.items.map((a) => [a.id, a])), [data])
}
