/**
 * The pictures of the user guides in docs/guide: which shot, and how wide the window is. They are made by
 * `make screenshots`, small enough to lie in the repository.
 */
export const guidePictures = [
  'inbox-phone',
  'submit-phone',
  'inspect-phone',
  'inspect-place-phone',
  'hazard-phone',
  'reinspect-phone',
  'card-phone',
  'approvals-wide',
  'board-wide',
  'goal-graph-wide',
  'hazards-wide',
  'moderation-wide',
  'plans-wide',
  'ledger-wide',
  'places-wide',
  'checklist-wide',
  'cycle-wide',
  'workbench-wide',
  'results-wide',
  'users-wide',
  'units-wide',
  'settings-wide',
  'audit-wide',
] as const
