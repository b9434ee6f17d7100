import { useRouter } from '@tanstack/react-router'
import { Component, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { Button } from '@/ui/button'
import { useOnline } from '@/ui/online'
import { ProblemView } from '@/ui/states'

/** Catches what a page throws, so that the rest stays usable and the user knows what to do. */
export class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
  state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children
  }
}

/** A page that could not be shown. One that could not be fetched is tried again, by itself once there is a network. */
export function Failed({ error }: { error: unknown }) {
  const router = useRouter()
  const online = useOnline()
  const uncertain = asProblem(error).uncertain
  const was = useRef(online)
  useEffect(() => {
    if (online && !was.current && uncertain) void router.invalidate()
    was.current = online
  }, [online, uncertain, router])
  if (!uncertain) return <Broken error={error} />
  return (
    <div className="page page-narrow">
      <ProblemView error={error} onRetry={() => void router.invalidate()} />
    </div>
  )
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation()
  return (
    <div className="page page-narrow">
      <div className="stack">
        <ProblemView error={asProblem(error)} />
        <div className="row">
          <Button type="primary" onClick={() => window.location.reload()}>
            {t('do.reload')}
          </Button>
          <Button href="/">{t('problem.home')}</Button>
        </div>
      </div>
    </div>
  )
}
