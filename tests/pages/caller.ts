// Who asks the API, and looks whether each answer is one that docs/openapi.yaml describes.
import Ajv2020 from "../../assets/web/node_modules/ajv/dist/2020.js";
import { ask, described, hear, schema_of, type Answer, type Session } from "./api";
import { expect } from "./fixture";
import type { Venue } from "./venue";

// Of all callers of this process.
const done = new Set<string>();

export const never_done = () => described().map(({ method, path }) => `${method} ${path}`).filter((route) => !done.has(route));

function expect_described(method: string, path: string, answer: { status: number; body: unknown; text: string }) {
  const route = described().find((each) => each.method === method && each.path === path);
  expect(route, `${method} ${path} is in docs/openapi.yaml`).toBeTruthy();
  const schema = schema_of(route!, answer.status);
  expect(schema, `${method} ${path} may answer ${answer.status}: ${answer.text}`).toBeTruthy();
  const check = new (Ajv2020 as any)({ strict: false, allErrors: true }).compile(schema);
  expect(check(answer.body), `${method} ${path} ${answer.status}: ${JSON.stringify(check.errors)}`).toBe(true);
}

const filled = (path: string, values: Record<string, string>) => path.replace(/\{(\w+)\}/g, (_, name) => values[name]!);

export class Caller {
  constructor(
    private readonly venue: Venue,
    private session?: Session,
  ) {}

  // `path` as in docs/openapi.yaml; what stands in braces comes from `values`.
  async answer(method: string, path: string, values: Record<string, string> = {}, body?: unknown, query = ""): Promise<Answer> {
    const answer = await ask(this.venue, method, `/api/v1${filled(path, values)}${query}`, { body, session: this.session });
    expect_described(method, path, answer);
    if (answer.status === 200) done.add(`${method} ${path}`);
    return answer;
  }

  async ask(...asked: Parameters<Caller["answer"]>) {
    return (await this.answer(...asked)).body;
  }

  // Of a stream, until it says this for the first time.
  async hear(path: string, values: Record<string, string>, event: string) {
    const { status, type } = await hear(this.venue, `/api/v1${filled(path, values)}`, this.session!, event);
    const route = described().find((each) => each.method === "GET" && each.path === path);
    expect(Object.keys(route!.responses[String(status)].content)).toContain(type);
    done.add(`GET ${path}`);
  }
}
