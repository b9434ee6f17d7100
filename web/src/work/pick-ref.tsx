import { Select } from 'antd'
import { useMemo } from 'react'
import { type Names, useNames } from './office'

interface Option {
  label: string
  value: string
  search: string
}

/** Posts by unit with their holders, then people: whom work can be given to. */
export function refOptions(names: Names, people: string): { label: string; options: Option[] }[] {
  const { units, posts } = names.directory
  const groups = units
    .map((u) => ({
      label: u.name,
      options: posts
        .filter((p) => p.unit_id === u.id)
        .map((p) => {
          const label = names.full(`post:${p.id}`)
          return { label, value: `post:${p.id}`, search: `${u.name} ${label}` }
        }),
    }))
    .filter((g) => g.options.length > 0)
  const single = names.directory.people
    .filter((p) => p.status === 'active')
    .map((p) => ({ label: p.name, value: `user:${p.id}`, search: p.name }))
  return single.length > 0 ? [...groups, { label: people, options: single }] : groups
}

/**
 * People by unit, each once, with the posts they hold; whoever is chosen by a post already stays so. Posts that nobody,
 * or several, hold are none of them.
 */
export function peopleOptions(names: Names, chosen: string[]): { label: string; options: Option[] }[] {
  const { units, posts, people } = names.directory
  const active = people.filter((p) => p.status === 'active')
  const option = (p: (typeof people)[number]) => {
    const held = posts.filter((post) => p.posts?.includes(post.id))
    const value = held.map((post) => `post:${post.id}`).find((ref) => chosen.includes(ref)) ?? `user:${p.id}`
    const label = [...held.map((post) => post.name), p.name].join(' ')
    return { label, value, search: `${names.unit(p.unit_id)} ${label}` }
  }
  return units
    .map((u) => ({ label: u.name, options: active.filter((p) => p.unit_id === u.id).map(option) }))
    .concat({ label: '', options: active.filter((p) => !units.some((u) => u.id === p.unit_id)).map(option) })
    .filter((g) => g.options.length > 0)
}

interface Common {
  id?: string
  people: string // heading of the group of people
  placeholder?: string
  size?: 'small' | 'middle' | 'large'
  status?: '' | 'error' | 'warning'
  'aria-label'?: string
}

export function PickRef({
  value,
  onChange,
  people,
  ...rest
}: Common & { value: string; onChange: (ref: string) => void }) {
  const names = useNames()
  const options = useMemo(() => refOptions(names, people), [names, people])
  return (
    <Select
      {...rest}
      showSearch={{ optionFilterProp: 'search' }}
      allowClear
      value={value || undefined}
      onChange={(v) => onChange(v ?? '')}
      options={options}
      popupMatchSelectWidth={false}
      className="pick"
    />
  )
}

interface Several extends Omit<Common, 'people'> {
  value: string[]
  onChange: (refs: string[]) => void
}

export function PickRefs({ people, ...rest }: Several & { people: string }) {
  const names = useNames()
  const options = useMemo(() => refOptions(names, people), [names, people])
  return <Picked {...rest} options={options} />
}

/** Picks people, each of whom is there once. */
export function PickPeople(props: Several) {
  const names = useNames()
  const options = useMemo(() => peopleOptions(names, props.value), [names, props.value])
  return <Picked {...props} options={options} />
}

function Picked(props: Several & { options: ReturnType<typeof refOptions> }) {
  return (
    <Select
      {...props}
      mode="multiple"
      showSearch={{ optionFilterProp: 'search' }}
      popupMatchSelectWidth={false}
      className="pick"
    />
  )
}
