import { expect, test } from 'vitest'
import { fieldName } from './field-names'

test.each([
  ['/goals/0/lead_unit', 'plans.leadUnit'],
  ['/goals/0/line/supervisor', 'plans.supervisor'],
  ['/goals/0/line/leader', 'plans.leader'],
  ['/goals/0/steps', 'plans.steps'],
  ['/goals/0/target/unit', 'plans.targetUnit'],
  ['/goals/0/settings/ladder/rungs/0/to', 'define.settings'],
  ['/goals/12/steps/3/lead', 'plans.lead_'],
  ['/goals/1/steps/0/co/2', 'plans.co'],
  ['/goals/1/steps/0/finish', 'plans.when'],
  ['/goals/1/steps/0/stages/1/signers/0', 'plans.signers'],
  ['/goals/1/steps/0/recur/roster/4', 'define.roster'],
  ['/goals/1/measures/0/title', 'plans.measureName'],
  ['/goals/1/steps/0', undefined],
  ['/goals/1/measures/0', undefined],
  ['/goals/1', undefined],
  ['/goals', undefined],
  ['', undefined],
])('a fault at %s is told of %s', (pointer, name) => {
  expect(fieldName(pointer)).toBe(name)
})
