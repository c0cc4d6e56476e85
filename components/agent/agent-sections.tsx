"use client";

import { useTranslations } from "use-intl";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { ConfigForm } from "#components/inspector/config-form.tsx";
import { WiresSection } from "#components/inspector/wires-section.tsx";
import { AgentEvals } from "#components/suites/agent-evals.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { changeConfig, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { AgentFigures } from "./agent-figures.tsx";
import { AgentResources } from "./agent-resources.tsx";
import { AgentRuns } from "./agent-runs.tsx";
import { AgentTest } from "./agent-test.tsx";
import { AgentVersion } from "./agent-version.tsx";
import { PromptAssistant } from "./prompt-assistant.tsx";
import { PromptCompare } from "./prompt-compare.tsx";

const promptField = "instructions";
// These sections part themselves from what stands above them in the inspector.
const withoutFirstLine = "[&>section:first-child]:border-t-0 [&>section:first-child]:pt-0";

/** Prompt, tests and runs on the left; model, data, tools and wires on the right. */
export function AgentSections({ node }: { node: BlueprintNode }) {
  const t = useTranslations("agentPage");
  const designer = useDesigner();
  const issues = useSession((session) => session.issues);
  const { form, config: schema } = nodeDefinition(node.kind);
  const own = issues.filter((issue) => issue.node === node.id);
  const instructions = promptField in node.config ? node.config.instructions : "";
  const prompt = Object.fromEntries(Object.entries(form).filter(([field]) => field === promptField));
  const rest = Object.fromEntries(Object.entries(form).filter(([field]) => field !== promptField));
  // The assistant tells these at length right below.
  const plain = own.filter(({ field, code }) => field === promptField && code === undefined);
  const change = (field: string, value: unknown) =>
    designer.document.edit(
      (document) => changeConfig(document, node.id, { [field]: value }),
      `config ${node.id} ${field}`,
    );
  const shared = { schema, values: node.config, node, wantedField: null, change };
  return (
    <>
      <AgentFigures blueprintId={designer.id} nodeId={node.id} />
      <div className="relative grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t("prompt")}>
            <div className="flex flex-col gap-4">
              <Field label={t("name")}>
                <Input
                  value={node.title}
                  maxLength={200}
                  onChange={(event) =>
                    designer.document.edit(
                      (document) => renameNode(document, node.id, event.target.value),
                      `title ${node.id}`,
                    )
                  }
                />
              </Field>
              <ConfigForm {...shared} form={prompt} issues={plain} />
              <PromptAssistant nodeId={node.id} instructions={instructions} />
            </div>
          </Card>
          <Card title={t("sideBySideTest")} description={t("sideBySideText")}>
            <PromptCompare nodeId={node.id} instructions={instructions} />
          </Card>
          <Card title={t("tests")}>
            <div className={`flex flex-col gap-4 ${withoutFirstLine}`}>
              <AgentEvals blueprintId={designer.id} nodeId={node.id} />
              <AgentTest nodeId={node.id} />
            </div>
          </Card>
          <Card title={t("recentRuns")}>
            <AgentRuns blueprintId={designer.id} nodeId={node.id} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t("version")}>
            <AgentVersion node={node} />
          </Card>
          <Card title={t("modelAndLimits")}>
            <div className="flex flex-col gap-4">
              <ConfigForm {...shared} form={rest} issues={own.filter(({ field }) => field !== promptField)} />
            </div>
          </Card>
          <Card title={t("data")} description={t("dataText")}>
            <AgentResources agentId={node.id} relation="knows" none={t("noData")} add={t("addData")} />
          </Card>
          <Card title={t("tools")} description={t("toolsText")}>
            <AgentResources agentId={node.id} relation="can" none={t("noTools")} add={t("addATool")} />
          </Card>
          <Card title={t("goalsMemoryAndGuards")}>
            <div className={withoutFirstLine}>
              <WiresSection node={node} />
            </div>
          </Card>
        </div>
      </div>
    </>
  );
}
