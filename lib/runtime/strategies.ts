import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { AgentStrategy } from "#lib/nodes/execute-node.ts";
import type { Shown } from "./prompt.ts";
import { followPlan } from "./strategy-plan.ts";
import { verifyDraft } from "./strategy-verify.ts";
import type { Seat } from "./take-turn.ts";

/** What a strategy works with: the seat, what the agent is shown, and the conversation as it grows. */
export type StrategyView = { seat: Seat; shown: Shown; messages: TurnMessage[]; question: string };

/** One action of the last turn, as the model hears of it. */
export type Acted = { name: string; failed: boolean; result: unknown };

/** How an agent goes about its work, at the four places of the turn loop. */
export type StrategyRun = {
  /** False while a draft may still be sent back, so that nobody reads what is then withdrawn. */
  streams: boolean;
  /** Before the first turn. */
  prepare: () => Promise<void>;
  /** Added to the briefing of every turn. */
  briefing: () => string;
  /** After the actions of a turn. */
  acted: (actions: Acted[]) => Promise<void>;
  /** Before an answer is released: null lets it go, a text goes back to the model. */
  review: (draft: string) => Promise<string | null>;
};

const direct = (): StrategyRun => ({
  streams: true,
  prepare: async () => undefined,
  briefing: () => "",
  acted: async () => undefined,
  review: async () => null,
});

/** What each strategy of an agent does; a new one is a function and a line here. */
export const strategies: Record<AgentStrategy, (view: StrategyView) => StrategyRun> = {
  direct,
  plan: (view) => ({ ...direct(), ...followPlan(view) }),
  verify: (view) => ({ ...direct(), ...verifyDraft(view) }),
  // Routed before any strategy is asked; what is left to it is an agent with nobody to route to.
  route: direct,
};
