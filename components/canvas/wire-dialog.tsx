"use client";

import { useTranslations } from "use-intl";
import { useDefinitionText } from "#components/translations/definition-texts.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { legalTargets, nodeOf, portsOf, wiresOf } from "#lib/blueprint/graph.ts";
import { whyApart } from "#lib/blueprint/why-refused.ts";
import { connectNodes } from "./commands/add-node.ts";
import { hueColor } from "./hues.ts";
import { useDesigner, useDocument } from "./store/use-designer.ts";
import { useFaceOf } from "./use-face-of.ts";

// Enough to find the one that was looked for; a drawing of hundreds is no list of reasons.
const mostRefused = 40;

/** Every wire that may be drawn from or to a node, one button each; and of all other nodes why none may. */
export function WireDialog({ nodeId, onClose }: { nodeId: string; onClose: () => void }) {
  const t = useTranslations("canvas");
  const say = useDefinitionText();
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const node = nodeOf(document, nodeId);
  if (!node) return null;
  const choices = portsOf(node).flatMap((port) => {
    const here = { node: nodeId, port: port.id };
    return legalTargets(document, here).map((there) => ({
      key: `${port.id} ${there.node} ${there.port}`,
      port,
      there,
      ends: port.side === "out" ? ([here, there] as const) : ([there, here] as const),
    }));
  });
  const possible = new Set(choices.map(({ there }) => there.node));
  const joined = new Set(wiresOf(document, nodeId).flatMap((wire) => [wire.from.node, wire.to.node]));
  const refused = document.nodes.filter(
    (other) => other.id !== nodeId && !possible.has(other.id) && !joined.has(other.id),
  );
  const wired = document.nodes.filter(
    (other) => other.id !== nodeId && !possible.has(other.id) && joined.has(other.id),
  );
  return (
    <Dialog
      title={t("connect", { title: faceOf(node).title })}
      description={choices.length === 0 ? undefined : t("eachLineIsAWire")}
      open
      onOpenChange={(open) => !open && onClose()}
    >
      {choices.length === 0 ? (
        <p className="text-muted">{t("thereIsNothingLeftTo")}</p>
      ) : (
        <ul className="flex flex-col">
          {choices.map(({ key, port, there, ends }) => {
            const other = nodeOf(document, there.node);
            if (!other) return null;
            const face = faceOf(other);
            return (
              <li key={key}>
                <button
                  type="button"
                  onClick={() => {
                    connectNodes(designer, ...ends);
                    onClose();
                  }}
                  className="flex min-h-10 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover"
                >
                  <span style={{ color: hueColor(face.hue) }}>
                    <Icon name={face.icon} size={16} />
                  </span>
                  <span className="text-muted">{say(`nodes.${node.kind}.ports.${port.id}`, port.label)}</span>
                  <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
                    {face.title}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {wired.length > 0 && (
        <p className="mt-3 border-line border-t px-2 pt-3 text-muted text-xs">
          {t("wiredAlready", { titles: wired.map((other) => faceOf(other).title).join(", ") })}
        </p>
      )}
      {refused.length > 0 && (
        <section aria-label={t("notPossible")} className="mt-3 border-line border-t pt-3">
          <h3 className="px-2 font-semibold text-muted text-xs">{t("notPossible")}</h3>
          <ul>
            {refused.slice(0, mostRefused).map((other) => {
              const face = faceOf(other);
              return (
                <li key={other.id} className="flex items-start gap-2.5 px-2 py-1.5 text-muted">
                  <Icon name={face.icon} size={16} className="mt-0.5" />
                  <span className="min-w-0 flex-1">
                    <span dir="auto" className="block truncate font-medium">
                      {face.title}
                    </span>
                    <span className="block text-xs">{whyApart(document, nodeId, other.id)}</span>
                  </span>
                </li>
              );
            })}
          </ul>
          {refused.length > mostRefused && (
            <p className="px-2 text-muted text-xs">{t("andMore", { count: refused.length - mostRefused })}</p>
          )}
        </section>
      )}
    </Dialog>
  );
}
