import type { ThemeConfig } from 'antd'

/** Colours that meet WCAG AA on white, and sizes that a thumb can hit. */
export const theme: ThemeConfig = {
  hashed: false,
  zeroRuntime: true, // the styles are worked out while the page is built: see the plugin of vite.config.ts
  cssVar: { key: 'duban' }, // the class of the root, below which antd's variables are known
  token: {
    colorPrimary: '#1d4f91',
    colorSuccess: '#17692f',
    colorWarning: '#b57b00',
    colorError: '#b3201a',
    colorLink: '#1d4f91',
    colorLinkHover: '#163d70',
    colorLinkActive: '#163d70',
    colorText: '#1b2733',
    colorTextSecondary: '#4a5866',
    colorTextDescription: '#5f6c79',
    colorTextPlaceholder: '#6b7785',
    colorBorder: '#c5ced8',
    borderRadius: 8,
    fontSize: 14,
    fontFamily: 'inherit',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
}
