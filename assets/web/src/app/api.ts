// The server's API (docs/openapi.yaml). Every call ends in an answer or an ApiError; nothing is tried again by itself.
import { signal } from "@preact/signals";

export interface ApiFailure {
  status: number; // of HTTP; 0: the server was not reached
  kind: string; // of base::ErrorKind, or "offline"
  message: string; // one English sentence of the server
  wait_s: number; // with 429
}

export class ApiError extends Error {
  constructor(readonly failure: ApiFailure) {
    super(failure.message);
  }
}

// What GET /me gave: proves that a request comes from this page and not from another site's.
let request_token = "";
export const use_request_token = (token: string) => (request_token = token);
export const has_request_token = () => request_token !== "";

// Somebody was signed in and is no more: signed out elsewhere, or for too long away.
export const session_ended = signal(false);

export const patience_ms = 15_000;

async function failure_of(response: Response): Promise<ApiFailure> {
  const body = await response.json().catch(() => ({}));
  const wait_s = Number(response.headers.get("Retry-After") ?? 0);
  return { status: response.status, kind: body?.error?.kind ?? "internal", message: body?.error?.message ?? "", wait_s };
}

export const unreached: ApiFailure = { status: 0, kind: "offline", message: "The server cannot be reached.", wait_s: 0 };

// `patience`: more for what the server works on, or what takes long to send.
export async function call<Answer>(method: string, path: string, body?: unknown, patience = patience_ms): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (method !== "GET") headers["Einlass-Request-Token"] = request_token;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    throw new ApiError(unreached);
  }
  if (response.ok) return (await response.json()) as Answer;
  const failure = await failure_of(response);
  if (failure.status === 401 && path !== "/session") session_ended.value = true;
  throw new ApiError(failure);
}

export const is_offline = (error: unknown) => error instanceof ApiError && error.failure.status === 0;
