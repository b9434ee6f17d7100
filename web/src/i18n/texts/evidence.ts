import { many, noun } from './many'
import type { Shape } from './shape'

/** Photos and files: picked, on their way, and looked at. */
export const zh = {
  camera: '拍照',
  choose: '选择文件',
  drop: '也可以把照片、文件拖到这里',
  list: '{{name}}的文件',
  kept: '上次提交的',
  remove: '移除 {{name}}',
  state: {
    waiting: '等待上传 · {{size}}',
    sending: '正在上传 {{n}}% · {{size}}',
    failed: '网络断开，恢复后自动续传',
    there: '已上传 · {{size}}',
  },
  flaggedHint: '照片拍摄时间与现在相差较大，审批人会看到这一点。',
  waitFor: '还有 {{n}} 个文件没有传完，传完即可提交。',
  mendFirst: '有 {{n}} 个文件不能上传，请移除后再提交。',
  enlarge: '放大查看 {{name}}',
  flag: '时间存疑',
  taken: '拍摄于 {{at}}',
  takenUnknown: '照片没有记录拍摄时间',
  place: '北纬 {{north}}，东经 {{east}}',
  flagged: '拍摄时间与上传时间（{{at}}）相差较大，请核实',
  previous: '上一张',
  next: '下一张',
  save: '下载原图 · {{size}}',
  largeFailed: '原图没有加载出来，可以下载查看',
}

export const en: Shape<typeof zh> = {
  camera: 'Take a photo',
  choose: 'Choose files',
  drop: 'or drop photos and files here',
  list: 'Files of {{name}}',
  kept: 'handed in before',
  remove: 'Remove {{name}}',
  state: {
    waiting: 'Waiting · {{size}}',
    sending: 'Uploading {{n}}% · {{size}}',
    failed: 'Connection lost; goes on by itself',
    there: 'Uploaded · {{size}}',
  },
  flaggedHint: 'The photo was taken at quite another time; whoever approves will see that.',
  waitFor: `${many('file is still on its way', 'files are still on their way')}; then you can submit.`,
  mendFirst: `${many('file')} cannot be taken; remove ${noun('it', 'them')} before you submit.`,
  enlarge: 'Enlarge {{name}}',
  flag: 'Check time',
  taken: 'Taken {{at}}',
  takenUnknown: 'The photo does not tell when it was taken',
  place: '{{north}}° N, {{east}}° E',
  flagged: 'Taken long before or after it was uploaded ({{at}}); please check',
  previous: 'Previous photo',
  next: 'Next photo',
  save: 'Save the original · {{size}}',
  largeFailed: 'The original did not load; you can save it instead',
}
