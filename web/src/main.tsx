import './app/old-browsers'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { begin } from './app/begin'
import { startLanguage } from './i18n'
import 'virtual:antd-first.css'
import './ui/base.css'
import './ui/grid.css'

const root = document.getElementById('root')
if (root) {
  // The language first: what is asked for from here on is answered in it.
  void startLanguage()
    .then(begin)
    .then((begun) =>
      createRoot(root).render(
        <StrictMode>
          <App {...begun} />
        </StrictMode>,
      ),
    )
}
