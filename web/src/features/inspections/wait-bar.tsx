import { CloudSyncOutlined, DisconnectOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { useSending } from './sending'

interface Props {
  sending: ReturnType<typeof useSending>
  begun: boolean
  kept: boolean
}

/** Where what was noted is: on this device, waiting for a connection, or on its way. */
export function WaitBar({ sending, begun, kept }: Props) {
  const { t } = useTranslation()
  const { online, waiting, progress, stop } = sending
  if (waiting) {
    return (
      <div className="warn-bar inspect-bar" role="status">
        <CloudSyncOutlined aria-hidden="true" />
        <div>
          <strong>{t(online ? 'inspect.wait.sending' : 'inspect.wait.offline')}</strong>
          <p>
            {progress && progress.of > 0
              ? t('inspect.wait.photos', { n: progress.sent, of: progress.of })
              : t(online ? 'inspect.wait.retry' : 'inspect.wait.hint')}
          </p>
          {progress ? null : (
            <Button size="small" onClick={stop}>
              {t('inspect.wait.stop')}
            </Button>
          )}
        </div>
      </div>
    )
  }
  if (!kept) {
    return (
      <p className="warn-bar" role="status">
        {t('inspect.wait.full')}
      </p>
    )
  }
  if (!online) {
    return (
      <p className="warn-bar inspect-bar" role="status">
        <DisconnectOutlined aria-hidden="true" />
        <span>{t('inspect.wait.noNetwork')}</span>
      </p>
    )
  }
  return (
    <p className="hint" role="status">
      {t(begun ? 'inspect.wait.kept' : 'inspect.wait.rest')}
    </p>
  )
}
