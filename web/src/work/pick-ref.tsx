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

export function PickRefs({
  value,
  onChange,
  people,
  ...rest
}: Common & { value: string[]; onChange: (refs: string[]) => void }) {
  const names = useNames()
  const options = useMemo(() => refOptions(names, people), [names, people])
  return (
    <Select
      {...rest}
      mode="multiple"
      showSearch={{ optionFilterProp: 'search' }}
      value={value}
      onChange={onChange}
      options={options}
      popupMatchSelectWidth={false}
      className="pick"
    />
  )
}
