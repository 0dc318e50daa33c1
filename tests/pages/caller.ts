// Who asks the API, and looks whether each answer is one that docs/openapi.yaml describes.
import Ajv2020 from "../../assets/web/node_modules/ajv/dist/2020.js";
import { ask, described, schema_of, type Session } from "./api";
import { expect } from "./fixture";
import type { Venue } from "./venue";

function expect_described(method: string, path: string, answer: { status: number; body: unknown; text: string }) {
  const route = described().find((each) => each.method === method && each.path === path);
  expect(route, `${method} ${path} is in docs/openapi.yaml`).toBeTruthy();
  const schema = schema_of(route!, answer.status);
  expect(schema, `${method} ${path} may answer ${answer.status}: ${answer.text}`).toBeTruthy();
  const check = new (Ajv2020 as any)({ strict: false, allErrors: true }).compile(schema);
  expect(check(answer.body), `${method} ${path} ${answer.status}: ${JSON.stringify(check.errors)}`).toBe(true);
}

export class Caller {
  constructor(
    private readonly venue: Venue,
    private session?: Session,
  ) {}

  // `path` as in docs/openapi.yaml; what stands in braces comes from `values`.
  async ask(method: string, path: string, values: Record<string, string> = {}, body?: unknown, query = "") {
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name]!);
    const answer = await ask(this.venue, method, `/api/v1${filled}${query}`, { body, session: this.session });
    expect_described(method, path, answer);
    return answer.body;
  }
}
