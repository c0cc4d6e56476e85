import { z } from "zod";
import { AppError } from "#lib/foundation/errors.ts";
import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type { RunInput } from "./host.ts";
import { type Shown, systemPrompt } from "./prompt.ts";
import { readJson } from "./read-json.ts";
import { hasRoom, type Seat, takeTurn } from "./take-turn.ts";
import { mergeTally } from "./tally.ts";
import { announce, doWork, type Work } from "./team-delegate.ts";
import { sliceOf } from "./team-fan-out.ts";
import type { AgentEnd, AgentPart } from "./team-part.ts";
import { type Partner, standInOf } from "./team-partners.ts";

type Route = Extract<DurableEvent, { type: "route.chosen" }>;

const written = z.object({
  specialist: z.string().nullish(),
  confidence: z.number().min(0).max(1),
  reason: z.string().default(""),
  task: z.string().default(""),
  question: z.string().default(""),
});

const plainQuestion = "Could you tell me a little more about what you need?";

/**
 * The work of a coordinator: one turn that names a specialist and says how sure it is. Sure enough, the specialist
 * does the work and its answer is passed on; else the contact is asked, or the stand-in takes it. Null where there is
 * nobody to route to.
 */
export async function routeWork(
  seat: Seat,
  input: RunInput,
  part: AgentPart,
  shown: Shown,
  messages: TurnMessage[],
): Promise<AgentEnd | null> {
  const { host, agent } = seat;
  const specialists = agent.partners.filter(({ terms }) => terms.protocol === "delegate");
  if (specialists.length === 0) return null;
  const { routeThreshold: threshold, routeOtherwise } = agent.settings.team;
  const named = await askForRoute(seat, shown, messages, specialists);
  const partner = specialists.find(({ tool, title, nodeId }) =>
    [tool, title, nodeId].includes(named?.specialist ?? ""),
  );
  const confidence = partner ? (named?.confidence ?? 0) : 0;
  const otherwise = routeOtherwise === "stand-in" ? standInOf(agent.partners) : undefined;
  const chosen = partner && confidence >= threshold ? partner : otherwise;
  const verdict: Route["verdict"] = chosen ? (chosen === partner ? "routed" : "stand-in") : "asked";
  host.emit({
    type: "route.chosen",
    nodeId: agent.node.id,
    options: specialists.map(({ nodeId, title }) => ({ nodeId, title })),
    choice: partner?.nodeId ?? null,
    confidence,
    threshold,
    verdict,
    toNodeId: chosen?.nodeId ?? null,
    reason: named?.reason ?? "The coordinator's word could not be read.",
  });
  if (!chosen) return { answer: named?.question.trim() || plainQuestion, error: null };

  const prefix = host.lane === undefined ? "" : `${host.lane}~`;
  const id = `${prefix}${agent.node.id}.route`;
  const task = named?.task.trim() || input.text;
  const work: Work = {
    id,
    groupId: id,
    how: verdict === "routed" ? "route" : "stand-in",
    partner: chosen,
    by: agent,
    task: verdict === "routed" ? task : input.text,
    limits: sliceOf(seat, chosen, 1),
  };
  announce(host, work, part);
  const end = await doWork(host, input, work, part, seat.tally, host.signal);
  mergeTally(seat.tally, end.tally);
  seat.tally.at = end.tally.at;
  seat.tally.waitedMs += end.tally.waitedMs;
  if (end.status === "cancelled") throw new AppError("cancelled", "The run was cancelled.");
  if (end.status !== "succeeded") return { answer: null, error: end.error };
  seat.tally.citations = end.tally.citations;
  return { answer: typeof end.result === "string" ? end.result : JSON.stringify(end.result), error: null };
}

async function askForRoute(
  seat: Seat,
  shown: Shown,
  messages: TurnMessage[],
  specialists: readonly Partner[],
): Promise<z.infer<typeof written> | null> {
  const system = [
    systemPrompt(seat.agent, shown),
    "## Routing",
    "Do not answer the request. Pick the specialist that should, and say how sure you are.",
    ...specialists.map(({ tool, title, terms }) => `- specialist ${tool}: ${title}. ${terms.purpose}`.trim()),
    'Answer with JSON only: {"specialist": name or null, "confidence": 0 to 1, "reason": why, "task": what it should do with everything it needs to know, "question": one question to ask when you are not sure}.',
  ].join("\n");
  const said = [...messages];
  // What cannot be read is asked for once more, where the limits leave a turn for it.
  for (let attempt = 1; attempt <= 2 && hasRoom(seat, 1); attempt++) {
    const { result } = await takeTurn(seat, {
      purpose: "route",
      system,
      messages: said,
      tools: [],
      streams: false,
    });
    const read = written.safeParse(readJson(result.text));
    if (read.success) return read.data;
    said.push({ role: "assistant", text: result.text, toolCalls: [] });
    said.push({ role: "user", text: "(That was not the JSON asked for. Answer with it alone.)" });
  }
  return null;
}
