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

/** All sentences of the page in Chinese. Each file holds one part in both languages, side by side; English comes from texts-en. */
export const zh = {
  ...common.zh,
  ...words.zh,
  ...inspect.zh,
  ...places.zh,
  ...amend.zh,
  ...assess.zh,
  ...assessWords.zh,
  ...cycle.zh,
  time: time.zh,
  define: define.zh,
  draft: draft.zh,
  evidence: evidence.zh,
  factor: factor.zh,
  facts: facts.zh,
  form: form.zh,
  make: make.zh,
  signIn: signIn.zh,
  inbox: inbox.zh,
  goal: goal.zh,
  approvals: approvals.zh,
  ledger: ledger.zh,
  plans: plans.zh,
  notices: notices.zh,
  board: board.zh,
  admin: admin.zh,
  people: people.zh,
  first: first.zh,
  rehearsal: rehearsal.zh,
  handover: handover.zh,
  health: health.zh,
  roster: roster.zh,
  settings: settings.zh,
  templates: templates.zh,
  account: account.zh,
}
