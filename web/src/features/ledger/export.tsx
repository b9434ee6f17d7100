import { FileExcelOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useTell } from '@/ui/tell'
import { saveBlob } from '@/work/save'
import { dayOf } from '@/work/time'
import { type Filter, filterOf } from './saved'

/** The lines that are shown, all of them, as an Excel sheet with every column. */
export function Export({ filter }: { filter: Filter }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const save = useMutation({
    mutationFn: () =>
      answer(api.GET('/api/v1/ledger/export', { params: { query: filterOf(filter) }, parseAs: 'blob' })),
    onSuccess: (sheet) => saveBlob(`${t('ledger.exportName')}-${dayOf(Date.now())}.xlsx`, sheet as unknown as Blob),
    onError: (error) => void message.error(asProblem(error).detail),
  })
  return (
    <Button icon={<FileExcelOutlined />} loading={save.isPending} onClick={() => save.mutate()}>
      {t('ledger.export')}
    </Button>
  )
}
