"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { NodeHue } from "#lib/nodes/define-node.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { placeNode } from "./commands/add-node.ts";
import { hueColor } from "./hues.ts";
import { useDesigner } from "./store/use-designer.ts";

const ways =
  "flex w-full items-center gap-3 rounded-lg border border-line bg-panel px-3.5 py-3 text-left transition-colors hover:border-edge hover:bg-hover";

/** Three ways to begin, where nothing is drawn yet. */
export function EmptyCanvas() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const chatAgent = () => {
    const agent = placeNode(designer, { kind: "agent" });
    placeNode(designer, { kind: "chat" });
    if (agent) designer.session.setState({ selectedNodes: [agent] });
    setTimeout(() => designer.session.getState().view?.fit(), 80);
  };
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center p-6">
      <div className="pointer-events-auto flex w-full max-w-sm flex-col gap-2">
        <h2 className="font-semibold text-lg">{t("howDoYouWantTo")}</h2>
        <p className="mb-2 text-muted">{t("orDragAnythingFromThe")}</p>
        <Link href="/templates" className={ways}>
          <Face
            icon="layout-grid"
            hue="ability"
            title={t("startFromATemplate")}
            text={t("aWorkingBlueprintToChange")}
          />
        </Link>
        <button
          type="button"
          className={ways}
          onClick={() => designer.session.setState({ wizardGoal: null })}
        >
          <Face icon="target" hue="goal" title={t("startWithAGoal")} text={t("sayWhatSuccessIsThen")} />
        </button>
        <button type="button" className={ways} onClick={chatAgent}>
          <Face icon="message-circle" hue="agent" title={t("addAChatAgent")} text={t("aChatAndTheAgent")} />
        </button>
      </div>
    </div>
  );
}

function Face({ icon, hue, title, text }: { icon: IconName; hue: NodeHue; title: string; text: string }) {
  return (
    <>
      <span
        className="flex size-9 shrink-0 items-center justify-center rounded-md"
        style={{ background: hueColor(hue, "soft"), color: hueColor(hue) }}
      >
        <Icon name={icon} size={17} />
      </span>
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-muted text-xs">{text}</span>
      </span>
    </>
  );
}
