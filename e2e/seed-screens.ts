import type { RunningApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { draw } from "#lib/testing/scenario.ts";
import { publishDrawn } from "./drawn.ts";
import { type SeededData, seedWorkspace } from "./every-page.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { suiteClient } from "./suite-client.ts";
import { calling, castOf, publishTeam } from "./team-drawn.ts";

/** What the rarer screens are opened by, beside what every page needs. */
export type ScreenData = SeededData & {
  empty: string;
  broken: string;
  grouped: string;
  shop: string;
  team: string;
  teamRun: string;
  delegated: string;
  fork: string;
  condensed: string;
  changed: string;
};

/** Fills a workspace with what each screen has to show; `say` hears how far it is. */
export async function seedScreens(app: RunningApp, say: (line: string) => void): Promise<ScreenData> {
  const client = runClient(app);
  const model = await startOpenAiServer({ kind: "unauthorized" });
  try {
    say("one of everything");
    const data = await seedWorkspace(app, model);
    const models = (await client.expectOk("GET", "/workspaces/current")).settings.models;
    say("a conversation too long for its model");
    const condensed = await seedLongTalk(client);
    await client.expectOk("PATCH", "/workspaces/current", { settings: { models } });
    say("a team that delegates");
    const delegated = await seedDelegations(client, model);
    await client.expectOk("PATCH", "/workspaces/current", { settings: { models } });
    await seedFeedback(client, data.desk.id);
    say("an experiment with its evidence");
    const shop = await seedExperiment(client);
    say("drafts, a team, a fork, suites and a CRM");
    const changes = { input: "Where is order 1043?" };
    const fork = await client.expectOk("POST", `/runs/${data.finished}/fork`, { changes });
    const team = await client.publishTemplate("tier-one-tickets", "Tier-one tickets");
    const teamRun = (await client.ask(team, "I cannot log in since this morning. Please help.")).id;
    await seedSuiteRun(client, data.desk.id);
    await client.expectOk("POST", "/table-sets", { set: "crm", withExamples: true });
    const changed = await client.publishTemplate("support-desk", "Support desk, changed");
    await seedChange(client, changed);
    await seedWhatIfs(client, data.desk.id);
    return {
      ...data,
      shop,
      team,
      teamRun,
      delegated,
      condensed,
      changed,
      fork: fork.runId,
      empty: await draft(client, "Nothing drawn yet", [], []),
      broken: await draft(
        client,
        "With problems",
        [
          ["chat", "chat"],
          ["agent", "agent", { instructions: "" }],
          ["goal", "goal", { statement: "Be good", criteria: [] }],
          ["docs", "dataset", { dataset: "a-dataset-that-was-deleted" }],
        ],
        ["chat.starts>agent.start", "agent.pursues>goal.pursued", "agent.knows>docs.known"],
      ),
      grouped: await seedGroups(client, data.desk.id),
    };
  } finally {
    await model.close();
  }
}

/** Twelve long messages to a model with a small window: the last runs had to condense what came before. */
async function seedLongTalk(client: RunClient): Promise<string> {
  const checkpoint = {
    facts: ["The customer is Ada Brandt.", "Three orders arrived late."],
    decisions: ["The shipping fee of order ORD-1001 is given back."],
    open: ["Whether order ORD-1004 can still be changed."],
  };
  const window = 4000;
  const server = await startOpenAiServer(
    {
      kind: "handler",
      handle: (request) =>
        JSON.stringify(request.messages).includes("# Checkpoint")
          ? { text: JSON.stringify(checkpoint) }
          : { text: "Noted. I keep that in mind for your next question." },
    },
    { window },
  );
  try {
    const price = { input: 1, output: 1 };
    await client.setEndpoints([{ name: "narrow", baseUrl: server.baseUrl, price, window }]);
    const blueprint = await publishDrawn(client, "Long talk", {});
    await spread(client, blueprint);
    let talk: { conversationId?: string } = {};
    let found: string | undefined;
    for (let index = 1; index <= 12; index++) {
      const rain = "It rained the whole week and nobody came to the door. ".repeat(36);
      const run = await client.ask(blueprint, `Order ORD-${1000 + index} is late. ${rain}`, talk);
      talk = { conversationId: run.conversationId };
      const events = await client.events(run.id);
      if (events.some(({ event }) => event.type === "context.compacted")) found = run.id;
    }
    if (!found) throw new Error("No run had to condense its conversation.");
    return found;
  } finally {
    await server.close();
  }
}

/** A lead asks three specialists at once, of whom one breaks down and its stand-in helps. */
async function seedDelegations(client: RunClient, server: OpenAiServer): Promise<string> {
  const answers: Record<string, string> = {
    stock: "Four kettles of this kind are in the Hamburg store; the next delivery comes on Thursday.",
    law: "A new kettle, or the money back within 30 days: the warranty holds until May.",
    spare: "The carrier has lost the parcel. A new one can leave today.",
  };
  server.set({
    kind: "handler",
    handle: castOf({
      lead: ({ spoken }) =>
        spoken === 0
          ? calling(
              [
                "ask_stock",
                { task: "How many kettles of order 1042's kind are in store, and when do more come?" },
              ],
              ["ask_law", { task: "What does the customer of order 1042 have a right to?" }],
              ["ask_carrier", { task: "Where is the parcel of order 1042?" }],
            )
          : { text: "Your parcel was lost. A new kettle leaves today, or you get your money back." },
      stock: () => ({ text: answers.stock ?? "" }),
      law: () => ({ text: answers.law ?? "" }),
      spare: () => ({ text: answers.spare ?? "" }),
      carrier: () => {
        throw new Error("The carrier's model broke down.");
      },
    }),
  });
  await client.setEndpoints([{ name: "local", baseUrl: server.baseUrl, price: { input: 2, output: 8 } }]);
  const id = await publishTeam(client, "Lost parcels", {
    first: "lead",
    agents: { lead: {}, stock: {}, law: {}, carrier: {}, spare: {} },
    team: { "lead>stock": {}, "lead>law": {}, "lead>carrier": {}, "carrier>spare": { protocol: "stand-in" } },
  });
  return (await client.ask(id, "My parcel 1042 never came. What now?")).id;
}

/** Thumbs and words of contacts, short, long, and in several scripts. */
async function seedFeedback(client: RunClient, blueprintId: string): Promise<void> {
  const long = "The answer was right, but it came twice, and the second time it named another date. ".repeat(
    4,
  );
  const given: [question: string, value: 1 | -1, comment?: string][] = [
    ["Where is order 1043?", 1, "Quick and kind."],
    ["How long is the warranty?", 1],
    ["Where is order 1044?", -1, long],
    ["Can I send it back?", -1, "返品の方法が分かりませんでした。"],
    ["Do you deliver to Cairo?", 1, "شكرا جزيلا"],
  ];
  for (const [question, value, comment] of given) {
    const run = await client.ask(blueprintId, question);
    await client.expectOk("POST", `/runs/${run.id}/ratings`, { value, ...(comment ? { comment } : {}) });
  }
}

/** Draws side by side what tests leave on one heap. */
async function spread(client: RunClient, id: string): Promise<void> {
  const { document, revision } = await client.expectOk("GET", `/blueprints/${id}`);
  const nodes = document.nodes.map((node: object, index: number) => ({
    ...node,
    position: { x: index * 300, y: 0 },
  }));
  await client.expectOk("PUT", `/blueprints/${id}`, { document: { ...document, nodes }, revision });
  await client.expectOk("POST", `/blueprints/${id}/publish`, {});
}

/** A shop whose visitors were divided among two variants; those of one buy more often. */
async function seedExperiment(client: RunClient): Promise<string> {
  const id = await client.publishTemplate("product-advisor", "Product advisor", {
    experiment: { minimum: 10, smallestEffect: 30 },
  });
  for (let from = 0; from < 48; from += 6)
    await Promise.all(
      Array.from({ length: 6 }, async (_, at) => {
        const visitor = from + at;
        const key = `visitor-${visitor}`;
        const run = await client.ask(id, "Which tent for winter?", { contact: { key } });
        const events = await client.events(run.id);
        const variant = events.flatMap(({ event }) =>
          event.type === "experiment.assigned" ? [event.variantId] : [],
        )[0];
        if (variant === "offer" ? visitor % 5 !== 0 : visitor % 6 === 0)
          await client.expectOk("POST", `/runs/${run.id}/outcomes`, { event: "purchase", value: 1 });
      }),
    );
  return id;
}

async function seedSuiteRun(client: RunClient, blueprintId: string): Promise<void> {
  const { items } = await client.expectOk("GET", `/suites?blueprintId=${blueprintId}`);
  const suites = suiteClient(client);
  for (const version of ["live", "draft"] as const) if (items[0]) await suites.run(items[0].id, version);
}

/** Two changes tried on past runs, one after the other. */
async function seedWhatIfs(client: RunClient, blueprintId: string): Promise<void> {
  for (const [name, changes] of [
    ["Answer in one sentence", { instructions: "Answer in one short sentence." }],
    ["The small model", { model: "fast" }],
  ] as const) {
    const { id } = await client.expectOk("POST", "/what-ifs", {
      blueprintId,
      name,
      runs: { newest: 8 },
      changes,
    });
    await until("The what-if ends", async () => {
      const { status } = await client.expectOk("GET", `/what-ifs/${id}`);
      return status === "finished" ? status : undefined;
    });
  }
}

/** A draft that differs from what is live, for the comparison. */
async function seedChange(client: RunClient, id: string): Promise<void> {
  const { document, revision } = await client.expectOk("GET", `/blueprints/${id}`);
  type Node = { id: string; title: string; config: Record<string, unknown> };
  const nodes = (document.nodes as Node[])
    .filter((node) => node.id !== "create-ticket")
    .map((node) =>
      node.id === "approval"
        ? { ...node, title: "Above € 50", config: { ...node.config, when: "arguments.refund_amount > 50.0" } }
        : node,
    );
  const wires = document.wires.filter((wire: { to: { node: string } }) => wire.to.node !== "create-ticket");
  await client.expectOk("PUT", `/blueprints/${id}`, { document: { ...document, nodes, wires }, revision });
}

/** A blueprint with two groups, and a preset in the palette. */
async function seedGroups(client: RunClient, from: string): Promise<string> {
  const { document } = await client.expectOk("GET", `/blueprints/${from}`);
  const policies = document.nodes.find((node: { id: string }) => node.id === "policies");
  await client.expectOk("POST", "/presets", {
    name: "House policies",
    kind: "dataset",
    config: policies.config,
  });
  const frames = [
    { id: "knowledge", title: "What it may know", hue: "knowledge", nodes: ["policies", "find-order"] },
    {
      id: "money",
      title: "Money, with a person at the gate",
      hue: "guard",
      nodes: ["approval", "refund-order"],
    },
  ];
  const made = await client.expectOk("POST", "/blueprints", {
    name: "Support desk in groups",
    document: { ...document, name: "Support desk in groups", frames },
  });
  return made.id;
}

type Nodes = [id: string, kind: string, config?: unknown][];

async function draft(client: RunClient, name: string, nodes: Nodes, wires: string[]): Promise<string> {
  const plain = draw(nodes, wires);
  const places = [0, 300, 640, 640].map((x, index) => ({ x, y: index === 3 ? 160 : 0 }));
  const placed = plain.nodes.map((node, index) => ({ ...node, position: places[index] ?? node.position }));
  const document = { ...plain, name, nodes: placed };
  return (await client.expectOk("POST", "/blueprints", { name, document })).id;
}
