import { Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { useCopy } from '@/ui/copy'
import { Panel } from '@/ui/page'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useMe } from '@/work/session'

/** A private address with which the calendar of my phone shows my due dates. */
export function Feed() {
  const { t } = useTranslation()
  const { message } = useTell()
  const exists = useMe().feed
  const copy = useCopy()
  const [address, setAddress] = useState('')
  const make = useCommand<undefined, Noun['FeedView']>({
    send: () => answer(api.POST('/api/v1/me/feed')),
    invalidates: [keys.me()],
    done: (feed) => setAddress(window.location.origin + feed.path),
  })
  const end = useCommand<undefined, unknown>({
    send: () => answer(api.DELETE('/api/v1/me/feed')),
    invalidates: [keys.me()],
    done: () => {
      setAddress('')
      void message.success(t('account.feed.ended'))
    },
  })
  return (
    <Panel title={t('account.feed.title')}>
      <div className="stack">
        <p className="soft">{t('account.feed.hint')}</p>
        {address ? (
          <>
            <div className="account-copy">
              <Input
                readOnly
                aria-label={t('account.feed.address')}
                value={address}
                onFocus={(e) => e.target.select()}
              />
              <Button type="primary" onClick={() => void copy(address)}>
                {t('do.copy')}
              </Button>
            </div>
            <p className="warn-bar">{t('account.feed.once')}</p>
          </>
        ) : null}
        <ProblemView error={make.error ?? end.error} />
        <div className="row">
          {exists ? (
            <>
              <Popconfirm
                title={t('account.feed.makeSure')}
                onConfirm={() => make.mutate(undefined)}
                okText={t('do.confirm')}
              >
                <Button loading={make.isPending}>{t('account.feed.makeAnew')}</Button>
              </Popconfirm>
              <Popconfirm
                title={t('account.feed.endSure')}
                onConfirm={() => end.mutate(undefined)}
                okText={t('do.confirm')}
              >
                <Button danger loading={end.isPending}>
                  {t('account.feed.end')}
                </Button>
              </Popconfirm>
            </>
          ) : (
            <Button loading={make.isPending} onClick={() => make.mutate(undefined)}>
              {t('account.feed.make')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
