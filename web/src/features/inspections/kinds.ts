import type { Noun } from '@/api/client'

export const placeKinds = [
  'factory',
  'mine',
  'school',
  'road',
  'forest',
  'site',
  'shop',
  'other',
] as const satisfies readonly Noun['PlaceKind'][]

export const hazardStates = [
  'found',
  'rectifying',
  'reinspecting',
  'accepting',
  'accepted',
  'closed',
  'cancelled',
] as const satisfies readonly Noun['HazardState'][]
