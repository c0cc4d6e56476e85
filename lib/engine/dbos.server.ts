import "server-only";
import { DBOS } from "@dbos-inc/dbos-sdk";
import type { DurableEngine } from "./engine.ts";

/** Durable waits over DBOS, usable inside one of its workflows. */
export const dbosWaits: Pick<DurableEngine, "waitFor" | "pause"> = {
  waitFor: (topic, timeoutMs) => DBOS.recv(topic, Math.max(1, Math.ceil(timeoutMs / 1000))),
  pause: (ms) => DBOS.sleep(ms),
};
