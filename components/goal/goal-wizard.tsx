"use client";

import { useTranslations } from "use-intl";
import { placeNode } from "#components/canvas/commands/add-node.ts";
import { announce } from "#components/canvas/commands/define-command.ts";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { GoalForm } from "./goal-form.tsx";

const kind = "goal";

/** Leads from a wish to a goal that can be measured; open while the session names the goal it is about. */
export function GoalWizard() {
  const t = useTranslations("goals");
  const designer = useDesigner();
  const about = useSession((session) => session.wizardGoal);
  const goal = useDocument((document) => (about ? nodeOf(document, about) : undefined));
  const close = () => designer.session.setState({ wizardGoal: undefined });
  function finish(config: Record<string, unknown>) {
    if (goal) designer.document.edit((document) => changeConfig(document, goal.id, config));
    else {
      placeNode(designer, { kind, config });
      setTimeout(() => designer.session.getState().view?.fit(), 80);
    }
    close();
    announce(designer, t("onTheCanvas"));
    showDone(goal ? t("changed") : t("onTheCanvasMeasured"));
  }
  return (
    <Dialog
      title={goal ? t("writeStepByStep") : t("setAGoal")}
      description={t("wizardText")}
      width="lg"
      open={about !== undefined}
      onOpenChange={(open) => !open && close()}
    >
      {about !== undefined && (
        <GoalForm
          key={about ?? "new"}
          initial={{ ...(goal?.config ?? nodeDefinition(kind).config.parse({})) }}
          isNew={!goal}
          onCancel={close}
          onFinish={finish}
        />
      )}
    </Dialog>
  );
}
