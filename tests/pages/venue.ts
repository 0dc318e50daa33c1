// A real einlass-server in a folder of its own, set up by the command line as an organiser does.
import { spawn, execFile, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const build = process.env.EINLASS_BUILD ?? fileURLToPath(new URL("../../build/dev", import.meta.url));
export const run = promisify(execFile);

export const program = (name: string) => join(build, "bin", name);

// Told to end unless it `waits` for nothing but that already.
export async function end(process: ChildProcess, how: NodeJS.Signals | "waits" = "SIGTERM") {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((resolve) => process.once("exit", resolve));
  if (how !== "waits") process.kill(how);
  await ended;
}

export interface Person {
  number: number;
  name: string;
  code: string; // of her invitation
  sign_in: string;
  pin: string;
}

export const good_password = "Regen Ziegel Fagott";

const hour_in = (zone: string) => Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date()));

// Tests run at any hour, but no event of theirs reaches beyond 05:00, when a venue day ends.
export const zone = hour_in("Europe/Berlin") >= 6 ? "Europe/Berlin" : "Asia/Tokyo";

// Local time of that zone, some minutes from now: "2026-11-27T18:00".
export function local(minutes: number): string {
  const then = new Date(Date.now() + minutes * 60_000);
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(then);
  return text.replace(" ", "T");
}

export class Venue {
  url = "";
  port = 0;
  private server: ChildProcess | undefined;
  private log = "";
  private config: string[] = []; // of server.toml, once there is one
  readonly beside: { close(): Promise<void> }[] = []; // what ends before it

  private constructor(
    readonly folder: string,
    readonly state: string,
  ) {}

  static async open(): Promise<Venue> {
    const folder = await mkdtemp(join(tmpdir(), "einlass-pages-"));
    const venue = new Venue(folder, join(folder, "state"));
    await venue.start();
    return venue;
  }

  async start() {
    const server = spawn(program("einlass-server"), [...this.config, "--state", this.state, "--listen", `127.0.0.1:${this.port}`], { stdio: ["ignore", "pipe", "pipe"] });
    this.server = server;
    server.stderr.on("data", (text) => (this.log += text));
    this.port = await new Promise<number>((resolve, reject) => {
      let said = "";
      server.stdout.on("data", (text) => {
        said += text;
        const found = /listens on [^ ]*:(\d+),/.exec(said);
        if (found) resolve(Number(found[1]));
      });
      server.once("exit", (status) => reject(new Error(`the server ended (${status}): ${this.log}`)));
    });
    this.url = `https://127.0.0.1:${this.port}`;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM") {
    if (this.server) await end(this.server, signal);
  }

  // What the server has logged so far.
  get server_log() {
    return this.log;
  }

  async close() {
    for (const each of this.beside.reverse()) await each.close();
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async einlass(...words: string[]): Promise<string> {
    const { stdout } = await run(program("einlass"), [...this.config, "--state", this.state, ...words], { maxBuffer: 64 << 20 });
    return stdout;
  }

  async json<Answer>(...words: string[]): Promise<Answer> {
    return JSON.parse(await this.einlass("--json", ...words)) as Answer;
  }

  async create_event(key: string, preset: string, name: string, starts = -30, ends = 180) {
    await this.einlass("event", "create", "--preset", preset, "--key", key, "--name", name, "--starts", local(starts), "--ends", local(ends),
      "--doors-open", local(starts - 30), "--time-zone", zone, "--organiser", "Hamburg Club", "--privacy-url", "https://club.example/privacy");
  }

  // `rows`: lines of CSV, the header first.
  async import_guests(key: string, rows: string[]) {
    const file = join(this.folder, `${key}.csv`);
    await writeFile(file, rows.join("\n") + "\n");
    await this.einlass("guests", "import", file, "--event", key);
  }

  // From now on it knows these systems; `key` opens all of them. It asks them only when somebody wishes so, as a pull by
  // its own schedule would be in the way of one that a test begins.
  async connect(connectors: { name: string; kind: string; url: string; organizer?: string; kinds?: string; fields?: string }[], key: string) {
    const file = (name: string) => join(this.folder, name);
    await writeFile(file("systems.key"), key, { mode: 0o600 });
    const blocks = connectors.map((each) => `[[connector]]\nname = "${each.name}"\nkind = "${each.kind}"\nurl = "${each.url}"\nkey_file = "${file("systems.key")}"\nrequests_per_minute = 6000\npull_minutes = 0\n${each.organizer ? `organizer = "${each.organizer}"\n` : ""}${each.kinds ? `kinds = { ${each.kinds} }\n` : ""}${each.fields ? `fields = { ${each.fields} }\n` : ""}`);
    await writeFile(file("connectors.toml"), blocks.join("\n"));
    await writeFile(file("server.toml"), "");
    this.config = ["--config", file("server.toml")];
    await this.stop();
    await this.start();
  }

  // A picture of each ticket's code, by the guest's name.
  async issue_tickets(key: string): Promise<Map<string, string>> {
    const folder = join(this.folder, `tickets-${key}`);
    await this.einlass("tickets", "issue", "--event", key, "--output", folder);
    const lines = (await readFile(join(folder, "tickets.csv"), "utf-8")).replace("\uFEFF", "").trim().split(/\r?\n/);
    const columns = lines[0]!.split(",");
    const cells = lines.slice(1).map((line) => line.split(","));
    return new Map(cells.map((row) => [row[columns.indexOf("name")]!, join(folder, row[columns.indexOf("file")]!)]));
  }

  // The event's entries, in the order in which the server has them.
  async entries(key: string): Promise<any[]> {
    const lines = (await this.einlass("journal", "export", "--event", key)).trim().split("\n").map((line) => JSON.parse(line));
    return lines.filter((line) => line.entry).map((line) => line.entry);
  }

  async attendance(key: string): Promise<any[]> {
    return JSON.parse(await this.einlass("attendance", "export", "--event", key, "--format", "json")).rows;
  }

  async verify_journal(key: string) {
    const file = join(this.folder, `journal-${key}.jsonl`);
    await writeFile(file, await this.einlass("journal", "export", "--event", key));
    await this.einlass("journal", "verify", file); // throws where it finds something
  }

  async invite(name: string, role: string, ...more: string[]): Promise<Person> {
    const { number, pin } = await this.json<{ number: number; pin: string }>("staff", "add", name, "--role", role, ...more);
    const invited = await this.json<{ code: string; sign_in: string }>("staff", "invite", String(number));
    return { number, name, pin, code: invited.code, sign_in: invited.sign_in };
  }
}
