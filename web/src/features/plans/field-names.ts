/** What the fields of a draft are called on the page, by where a pointer leads; of steps and measures in their own lists. */
const names = {
  plan: { title: 'plans.name', year: 'plans.year' },
  goals: {
    title: 'plans.goalTitle',
    number: 'plans.number',
    kind: 'plans.kind',
    lead_unit: 'plans.leadUnit',
    co_units: 'plans.coUnits',
    weight: 'plans.weight',
    target: 'plans.targetAmount',
    'target/unit': 'plans.targetUnit',
    line: 'plans.line',
    'line/head': 'plans.head',
    'line/supervisor': 'plans.supervisor',
    'line/leader': 'plans.leader',
    'line/principal': 'plans.principal',
    settings: 'define.settings',
    'settings/respond': 'define.respond',
    measures: 'plans.measures',
    steps: 'plans.steps',
  },
  measures: { title: 'plans.measureName', text: 'plans.measureText' },
  steps: {
    title: 'plans.stepTitle',
    kind: 'plans.stepKind',
    measures: 'plans.covers',
    lead: 'plans.lead_',
    lead_unit: 'plans.leadUnit',
    co: 'plans.co',
    head: 'plans.head',
    by: 'plans.when',
    finish: 'plans.when',
    recur: 'plans.byRecur',
    'recur/on': 'plans.recurOn',
    'recur/n': 'plans.recurN',
    'recur/roster': 'define.roster',
    'recur/ahead': 'define.ahead',
    'recur/from': 'define.from',
    'recur/until': 'define.until',
    opens_on: 'plans.opensOn',
    after: 'plans.after',
    waits_for: 'define.waitsFor',
    checklists: 'define.checklists',
    evidence: 'plans.evidence',
    weight: 'plans.weight',
    target: 'plans.targetAmount',
    'target/unit': 'plans.targetUnit',
    planned: 'define.planned',
    'planned/by': 'define.plannedBy',
    'planned/target': 'define.plannedAmount',
    respond: 'define.respond',
    min_public: 'define.minPublic',
    ladder: 'define.ownLadder',
    stages: 'plans.stages',
    'stages/name': 'plans.stage',
    'stages/rule': 'plans.rule',
    'stages/signers': 'plans.signers',
    'stages/ratio': 'define.ratio',
    'stages/on_reject': 'define.onReject',
    'stages/when': 'define.when',
  },
} as const

type Names = (typeof names)[keyof typeof names]
export type FieldName = { [N in Names as string]: N[keyof N] }[string]

/** The text that names the field a pointer leads to, or the nearest one round it; none for a goal or a step as a whole. */
export function fieldName(pointer: string): FieldName | undefined {
  const [, list = 'goals', path] = /^\/goals\/\d+(?:\/(steps|measures)\/\d+)?(?:\/(.+))?$/.exec(pointer) ?? [
    '',
    'plan',
    pointer.slice(1),
  ]
  const known: Record<string, FieldName> = names[list as keyof typeof names]
  const parts = (path ?? '').split('/').filter((part) => !/^\d+$/.test(part))
  for (let n = parts.length; n > 0; n--) {
    const found = known[parts.slice(0, n).join('/')]
    if (found) return found
  }
  return undefined
}
