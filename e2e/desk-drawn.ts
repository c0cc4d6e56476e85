import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { OpenAiServer } from "#lib/testing/openai-server.ts";
import type { RunClient } from "./run-client.ts";
import { type Cue, calling, castOf, publishTeam } from "./team-drawn.ts";

const edition = ({ system }: Cue) => /edition (\d+)/.exec(system)?.[1];
type Desk = { id: string; revision: number; document: Blueprint };

/** A lead with two specialists, live; each says which edition of its instructions it has. `hold` keeps a lead waiting. */
export async function publishDesk(
  client: RunClient,
  model: OpenAiServer,
  name: string,
  hold: (asked: string) => Promise<void> = async () => undefined,
) {
  const at = (number: number) => ({ instructions: `You are edition ${number}.` });
  const id = await publishTeam(client, name, {
    first: "lead",
    agents: { lead: at(1), pricing: at(1), stock: at(1) },
    team: { "lead>pricing": {}, "lead>stock": {} },
  });
  const handle = castOf({
    lead: async (cue) => {
      await hold(cue.asked);
      if (cue.spoken === 0)
        return calling(["ask_pricing", { task: "Price?" }], ["ask_stock", { task: "Stock?" }]);
      const results = JSON.stringify(cue.request.messages.filter(({ role }) => role === "tool"));
      const [, pricing] = /Price (\d+)/.exec(results) ?? [];
      const [, stock] = /Stock (\d+)/.exec(results) ?? [];
      return { text: `lead ${edition(cue)}, pricing ${pricing}, stock ${stock}` };
    },
    pricing: (cue) => ({ text: `Price ${edition(cue)}` }),
    stock: (cue) => ({ text: `Stock ${edition(cue)}` }),
  });
  model.set({ kind: "handler", handle });
  const desk = (): Promise<Desk> => client.expectOk("GET", `/blueprints/${id}`);
  const save = async (change: (document: Blueprint) => Blueprint): Promise<Desk> => {
    const { document, revision } = await desk();
    return client.expectOk("PUT", `/blueprints/${id}`, { document: change(document), revision });
  };
  /** Gives agents an edition in the draft. */
  const edit = (agents: Record<string, number>) =>
    save((document) =>
      Object.entries(agents).reduce(
        (next, [agent, number]) => changeConfig(next, agent, at(number)),
        document,
      ),
    );
  const pin = (agent: string, version: number | null) =>
    save((document) => changeConfig(document, agent, { pin: version === null ? null : { version } }));
  const version = async (number: number): Promise<Blueprint> =>
    (await client.expectOk("GET", `/blueprints/${id}/versions/${number}`)).document;
  const publish = () => client.expectOk("POST", `/blueprints/${id}/publish`, {});
  const publishOnly = (
    agent: string,
    body: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) => client.send("POST", `/blueprints/${id}/agents/${agent}/publish`, body, headers);
  const answer = async (more: Record<string, unknown> = {}) => (await client.ask(id, "Well?", more)).answer;
  return { id, desk, save, edit, pin, version, publish, publishOnly, answer };
}
