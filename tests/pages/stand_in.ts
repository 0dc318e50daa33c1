// A stand-in of another system (tests/standins) as a process beside the venue; it ends when its standard input is closed.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { end, type Venue } from "./venue";

const program = fileURLToPath(new URL("../standins/standin.py", import.meta.url));

export class StandIn {
  private constructor(
    readonly url: string,
    private readonly control: string,
    private readonly process: ChildProcess,
  ) {}

  // Its clock begins with now, as the server's is nobody's to set.
  static async open(venue: Venue, system: string): Promise<StandIn> {
    const now = Math.floor(Date.now() / 1000);
    const process = spawn("python3", ["-B", program, system, "--now", String(now), "--clock-runs"], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]();
    const port = async () => `http://127.0.0.1:${(await lines.next()).value}`;
    const stand_in = new StandIn(await port(), await port(), process);
    venue.beside.push(stand_in);
    return stand_in;
  }

  // Every table as a list of rows.
  state = (): Promise<Record<string, any[]>> => this.told("GET", "state");
  load = (tables: Record<string, object[]>) => this.told("POST", "load", tables);
  // Any of what tests/standins/README.md names: "key", "update", "delete" …
  change = (changes: object) => this.told("POST", "change", changes);
  fault = (kind: string, settings: object) => this.told("POST", "faults", { kind, ...settings });
  clear_faults = () => this.told("DELETE", "faults");
  log = (): Promise<any[]> => this.told("GET", "log");

  close() {
    this.process.stdin!.end();
    return end(this.process, "waits");
  }

  private async told(method: string, name: string, body?: unknown): Promise<any> {
    const answer = await fetch(`${this.control}/_standin/${name}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${name}: ${text}`);
    return text ? JSON.parse(text) : null;
  }
}
