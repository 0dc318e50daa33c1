// A real IPP printer (ippeveprinter) that keeps what it receives.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "./fixture";
import { build, end, type Venue } from "./venue";

const start = fileURLToPath(new URL("../../scripts/printers/start-printer", import.meta.url));

async function free_port(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const knock = connect(port, "localhost", () => resolve(true)).on("error", () => resolve(false));
    knock.on("connect", () => knock.destroy());
  });

export class Printer {
  private constructor(
    readonly name: string,
    readonly uri: string,
    private readonly folder: string,
    private readonly program: ChildProcess,
  ) {}

  static async open(venue: Venue, name: string): Promise<Printer> {
    const port = await free_port();
    const printers = join(venue.folder, "printers");
    const env = { ...process.env, EINLASS_QUIET_DNSSD: join(build, "lib", "libquiet_dnssd.so") };
    const program = spawn(start, ["--foreground", printers, name, String(port)], { env, stdio: "ignore" });
    const printer = new Printer(name, `ipp://localhost:${port}/ipp/print`, join(printers, name), program);
    venue.beside.push(printer);
    await expect.poll(() => answers(port), { timeout: 20_000 }).toBe(true);
    return printer;
  }

  // How many labels came out.
  printed(): number {
    const file = join(this.folder, "printed");
    return existsSync(file) ? readFileSync(file, "utf-8").trim().split("\n").filter(Boolean).length : 0;
  }

  close() {
    return end(this.program);
  }
}
