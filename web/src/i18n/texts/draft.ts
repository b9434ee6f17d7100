import type { Shape } from './shape'

/** A plan that is being drafted: whether it is saved, and what its file gave. */
export const zh = {
  saving: '正在保存…',
  saved: '已自动保存',
  dirty: '有未保存的修改',
  conflict: '别人刚保存了这份草稿。重新加载后，您的修改还在，由您决定是否采用。',
  notSaved: '没有保存',
  notSavedMore: '另有 {{n}} 处',
  restored: '上次没来得及保存的修改已为您找回，并继续自动保存。',
  restoredUndo: '撤销找回',
  offered: '您上次有没保存的修改（{{list}}），此后别人又保存了这份草稿，您的修改还没有放进来。',
  offeredTake: '采用我的修改',
  offeredDrop: '不要我的修改',
  nothingFound: '没有识别到目标。',
  nothingFoundDo:
    '请核对左边的原文：是全文、有明年计划部分的，可点“新增目标”逐个添加，举措可从原文选择文字添加；拿错文件的，删除草稿后重新读取。',
  importNotes: '导入时没有采用的列',
  importNotesRead: '知道了',
  noMeasures: '没有识别到举措，可从原文选择文字添加，也可点“新增举措”自己写。',
  takeSelected: '加为目标 {{n}} 的举措',
  takeHint: '选中文字可加为举措 (键盘用 Shift 加方向键选择)。',
}

export const en: Shape<typeof zh> = {
  saving: 'Saving…',
  saved: 'Saved',
  dirty: 'Not saved yet',
  conflict: 'Somebody else has just saved this draft. Load it again: what you changed stays, and you decide about it.',
  notSaved: 'Not saved',
  notSavedMore: 'and {{n}} more',
  restored: 'What was not saved the last time stands here again, and is being saved.',
  restoredUndo: 'Undo',
  offered: 'You have unsaved changes ({{list}}). Somebody else has saved the draft since, so they are not in it yet.',
  offeredTake: 'Put mine in',
  offeredDrop: 'Drop mine',
  nothingFound: 'No goals were recognised.',
  nothingFoundDo:
    'Look at the text on the left: when it is the whole report with a part about next year, add the goals one by one, and measures from text that you select; when it is the wrong file, delete the draft and read the right one.',
  importNotes: 'Columns that were not taken',
  importNotesRead: 'Understood',
  noMeasures:
    'No measures were recognised. Select text in the report to add one, or press “Add a measure” and write it.',
  takeSelected: 'Add as a measure of goal {{n}}',
  takeHint: 'Select text to add it as a measure (by keyboard: Shift with the arrows).',
}
