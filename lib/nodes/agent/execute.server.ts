import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** The turn loop itself is the runtime's; the room only says how. */
export const agentExecutor: NodeExecutor<NodeConfig<"agent">> = {
  does: "take-turns",
  settings: (config) => ({
    instructions: config.instructions,
    model: config.model,
    firstTurnModel: config.firstTurnModel,
    fallbacks: config.fallbacks,
    maxAnswerTokens: config.maxAnswerTokens,
    strategy: config.strategy,
    reasoning: config.reasoning,
    limits: {
      turns: config.maxTurns,
      actions: config.maxActions,
      seconds: config.maxSeconds,
      tokens: config.maxTokens,
      costUsd: config.maxCostUsd,
    },
    routing: { rules: config.routes, classify: config.routing === "auto", simpleModel: config.simpleModel },
    cache: {
      mode: config.cache,
      minutes: config.cacheMinutes,
      for: config.cacheFor,
      embedding: config.cacheEmbedding === "" ? null : config.cacheEmbedding,
      similarity: config.cacheSimilarity,
    },
    compactAt: config.compactAt,
    team: {
      joinRule: config.joinRule,
      joinQuorum: config.joinQuorum,
      agreeOn: config.agreeOn,
      conflictRule: config.conflictRule,
      routeThreshold: config.routeThreshold,
      routeOtherwise: config.routeOtherwise,
      breaker: {
        failures: config.breakerFailures,
        windowSeconds: config.breakerWindowSeconds,
        coolSeconds: config.breakerCoolSeconds,
      },
    },
  }),
};
