// The pages against the real server, in Debian's Chromium. One worker: each test has a server of its own, and two cores
// are few.
import { defineConfig } from "../../assets/web/node_modules/@playwright/test/index.mjs";

export default defineConfig({
  testDir: ".",
  outputDir: process.env.EINLASS_PAGES_OUTPUT ?? "../../build/pages-tests",
  workers: 1,
  timeout: 570_000, // for what hangs, not for what is slow: a little less than ctest waits
  expect: { timeout: 20_000 },
  reporter: "line",
  use: {
    ignoreHTTPSErrors: true, // the venue's own CA is no browser's; certificates have tests of their own
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.EINLASS_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-fake-ui-for-media-stream"],
    },
    trace: "off",
  },
});
