import { defineConfig } from '@playwright/test'

// The real program, the demo town, the system's own Chromium.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/start.ts',
  workers: 1, // one town: people change what others see
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    trace: 'off', // recording one takes a third of the time; --trace=retain-on-failure when a picture is not enough
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'e2e', testMatch: /.*\.spec\.ts/ },
    { name: 'screenshots', testMatch: /screenshots\.ts/ },
    { name: 'bench', testMatch: /bench\.ts/, use: { trace: 'off' } },
  ],
})
