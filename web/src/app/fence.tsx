import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { ProblemView } from '@/ui/states'

/** Catches what a page throws, so that the rest stays usable and the user knows what to do. */
export class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
  state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  render() {
    return this.state.error ? <Failed error={this.state.error} /> : this.props.children
  }
}

export function Failed({ error }: { error: unknown }) {
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
