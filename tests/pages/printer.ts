// A real IPP printer (ippeveprinter) that keeps what it receives.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
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

const tries_for_a_port = 5; // another program may take a free one before it is used

const has_ended = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

// Sockets on which somebody listens at this port, as the kernel names them: "socket:[4711]".
function doors_at(port: number): Set<string> {
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"].filter((table) => existsSync(table));
  const rows = tables.flatMap((table) => readFileSync(table, "utf-8").split("\n").slice(1)).map((row) => row.trim().split(/\s+/));
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return new Set(rows.filter(([, local, , state]) => local?.endsWith(wanted) && state === "0A").map((cells) => `socket:[${cells[9]}]`));
}

// The program itself, and nobody else who took the port.
function listens({ pid }: ChildProcess, port: number): boolean {
  const doors = doors_at(port);
  try {
    return readdirSync(`/proc/${pid}/fd`).some((each) => doors.has(readlinkSync(`/proc/${pid}/fd/${each}`)));
  } catch {
    return false; // it ended, or closed a file meanwhile
  }
}

export class Printer {
  private constructor(
    readonly name: string,
    readonly uri: string,
    private readonly folder: string,
    private readonly program: ChildProcess,
  ) {}

  static async open(venue: Venue, name: string): Promise<Printer> {
    for (let tries = 0; tries < tries_for_a_port; ++tries) {
      const port = await free_port();
      const printer = Printer.start_at(venue, name, port);
      await expect.poll(() => has_ended(printer.program) || listens(printer.program, port), { timeout: 20_000 }).toBe(true);
      if (!has_ended(printer.program)) return printer;
    }
    throw new Error(`The printer ${name} does not start at any port.`);
  }

  private static start_at(venue: Venue, name: string, port: number): Printer {
    const printers = join(venue.folder, "printers");
    const env = { ...process.env, EINLASS_QUIET_DNSSD: join(build, "lib", "libquiet_dnssd.so") };
    const program = spawn(start, ["--foreground", printers, name, String(port)], { env, stdio: "ignore" });
    const printer = new Printer(name, `ipp://localhost:${port}/ipp/print`, join(printers, name), program);
    venue.beside.push(printer);
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
