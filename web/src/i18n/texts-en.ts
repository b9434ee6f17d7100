import type { zh } from './texts'
import * as account from './texts/account'
import * as admin from './texts/admin'
import * as amend from './texts/amend'
import * as approvals from './texts/approvals'
import * as assess from './texts/assess'
import * as assessWords from './texts/assess-words'
import * as board from './texts/board'
import * as common from './texts/common'
import * as cycle from './texts/cycle'
import * as define from './texts/define'
import * as draft from './texts/draft'
import * as evidence from './texts/evidence'
import * as factor from './texts/factor'
import * as facts from './texts/facts'
import * as first from './texts/first'
import * as form from './texts/form'
import * as goal from './texts/goal'
import * as handover from './texts/handover'
import * as health from './texts/health'
import * as inbox from './texts/inbox'
import * as inspect from './texts/inspect'
import * as ledger from './texts/ledger'
import * as make from './texts/make'
import * as notices from './texts/notices'
import * as people from './texts/people'
import * as places from './texts/places'
import * as plans from './texts/plans'
import * as rehearsal from './texts/rehearsal'
import * as roster from './texts/roster'
import * as settings from './texts/settings'
import * as signIn from './texts/sign-in'
import * as templates from './texts/templates'
import * as time from './texts/time'
import * as words from './texts/words'

/** All sentences of the page in English: fetched by whoever reads English. */
export const en: Record<keyof typeof zh, object> = {
  ...common.en,
  ...words.en,
  ...inspect.en,
  ...places.en,
  ...amend.en,
  ...assess.en,
  ...assessWords.en,
  ...cycle.en,
  time: time.en,
  define: define.en,
  draft: draft.en,
  evidence: evidence.en,
  factor: factor.en,
  facts: facts.en,
  form: form.en,
  make: make.en,
  signIn: signIn.en,
  inbox: inbox.en,
  goal: goal.en,
  approvals: approvals.en,
  ledger: ledger.en,
  plans: plans.en,
  notices: notices.en,
  board: board.en,
  admin: admin.en,
  people: people.en,
  first: first.en,
  rehearsal: rehearsal.en,
  handover: handover.en,
  health: health.en,
  roster: roster.en,
  settings: settings.en,
  templates: templates.en,
  account: account.en,
}
