// A real kiosk on an X server in memory; tickets are pictures in the folder that is its camera.
import { spawn, execFile, type ChildProcess } from "node:child_process";
import { copyFile, mkdir, rename, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "./fixture";
import { program, type Venue } from "./venue";

const run = promisify(execFile);

export class Kiosk {
  private readonly started: ChildProcess[] = [];
  private display = "";
  private held = 0;

  private constructor(
    private readonly venue: Venue,
    readonly name: string,
    private readonly folder: string,
  ) {}

  static async open(venue: Venue, name: string, event: string): Promise<Kiosk> {
    const kiosk = new Kiosk(venue, name, join(venue.folder, name.replace(/\W/g, "")));
    await kiosk.start(event);
    return kiosk;
  }

  private async start(event: string) {
    await mkdir(join(this.folder, "camera"), { recursive: true });
    const text = [
      `state_directory = "${join(this.folder, "state")}"`,
      "[camera]\nkind = \"folder\"",
      `folder = "${join(this.folder, "camera")}"`,
      "[screen]\nfull_screen = true\nlanguage = \"de\"",
      "[speech]\nheadphones = \"never\"",
    ];
    const config = join(this.folder, "kiosk.toml");
    await writeFile(config, text.join("\n") + "\n");
    const { code } = await this.venue.json<{ code: string }>("kiosk", "pair", this.name, "--event", event, "--door", "Main");
    await run(program("einlass-kiosk"), ["--config", config, "--pair", code]);
    this.display = await this.open_display();
    const env = { ...process.env, DISPLAY: this.display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" };
    this.started.push(spawn(program("einlass-kiosk"), ["--config", config, "--trace", this.trace], { env, stdio: "ignore" }));
    await expect.poll(async () => (await this.venue.json<{ kiosks: { name: string; last_seen: number | null }[] }>("status")).kiosks.find((each) => each.name === this.name)?.last_seen ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
  }

  private open_display(): Promise<string> {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    this.started.push(server);
    return new Promise((resolve, reject) => {
      let said = "";
      (server.stdio[3] as NodeJS.ReadableStream).on("data", (piece) => {
        said += piece;
        if (said.includes("\n")) resolve(`:${said.trim()}`);
      });
      server.once("exit", () => reject(new Error("Xvfb ended")));
    });
  }

  private get trace() {
    return join(this.folder, "trace");
  }

  // How many scans came to an outcome that stood on the screen.
  shown(): number {
    if (!existsSync(this.trace)) return 0;
    return readFileSync(this.trace, "ascii").split("\n").filter((line) => line.includes('"milestone":"shown"')).length;
  }

  // A picture appears in the camera's folder whole or not at all.
  async hold_up(picture: string) {
    const hidden = join(this.folder, "camera", `.${++this.held}.png`);
    await copyFile(picture, hidden);
    await rename(hidden, join(this.folder, "camera", `${this.held}.png`));
  }

  async screenshot(file: string) {
    await run("import", ["-display", this.display, "-window", "root", file]);
  }

  async close() {
    for (const program of this.started.reverse()) {
      if (program.exitCode !== null) continue;
      const ended = new Promise((resolve) => program.once("exit", resolve));
      program.kill("SIGTERM");
      await ended;
    }
  }
}
