"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { changeFrame } from "#lib/blueprint/edits/frames.ts";
import { type Frame, frameHues } from "#lib/blueprint/frames.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { commandOf } from "./commands/all-commands.ts";
import { hueColor } from "./hues.ts";
import { faceOf } from "./node-face.ts";
import { useDesigner, useDocument } from "./store/use-designer.ts";

/** The group selected: its title, its colour, its nodes, and the way out of it. */
export function FrameInspector({ frame }: { frame: Frame }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const ungroup = commandOf("ungroup");
  const remove = commandOf("delete");
  return (
    <section aria-label={t("group")} className="flex flex-col gap-4 p-4">
      <Field label={t("titleOfTheGroup")}>
        <Input
          data-inspector-title
          value={frame.title}
          maxLength={120}
          onChange={(event) =>
            designer.document.edit(
              (whole) => changeFrame(whole, frame.id, { title: event.target.value }),
              `frame ${frame.id}`,
            )
          }
        />
      </Field>
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{t("colour")}</legend>
        <div className="flex flex-wrap gap-1.5">
          {frameHues.map((hue) => (
            <label
              key={hue}
              className={classNames(
                "flex size-8 cursor-pointer items-center justify-center rounded-md border has-[:focus-visible]:outline has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent",
                hue === frame.hue ? "border-text" : "border-line",
              )}
              style={{ background: hueColor(hue, "soft"), color: hueColor(hue, "text") }}
              title={t(`hues.${hue}`)}
            >
              <input
                type="radio"
                name={`hue-${frame.id}`}
                aria-label={t(`hues.${hue}`)}
                checked={hue === frame.hue}
                onChange={() => designer.document.edit((whole) => changeFrame(whole, frame.id, { hue }))}
                className="sr-only"
              />
              {hue === frame.hue ? <Icon name="check" size={15} /> : <Icon name="circle" size={13} />}
            </label>
          ))}
        </div>
      </fieldset>
      <div>
        <h3 className="mb-1 font-semibold text-sm">{t("nodes")}</h3>
        <ul>
          {frame.nodes.map((id) => {
            const node = nodeOf(document, id);
            if (!node) return null;
            const face = faceOf(node);
            return (
              <li key={id}>
                <button
                  type="button"
                  className="flex min-h-8 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover"
                  onClick={() => {
                    designer.session.setState({ selectedNodes: [id], selectedWires: [] });
                    designer.session.getState().view?.reveal(id);
                  }}
                >
                  <span style={{ color: hueColor(face.hue) }}>
                    <Icon name={face.icon} size={15} />
                  </span>
                  <span dir="auto" className="truncate">
                    {face.title}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
      <p className="text-muted text-xs">{t("theArrowKeysMoveThe")}</p>
      <div className="flex gap-2">
        <Button size="sm" icon={ungroup.icon} onClick={() => ungroup.perform(designer)}>
          {t("ungroup")}
        </Button>
        <Button size="sm" icon={remove.icon} onClick={() => remove.perform(designer)}>
          {t("deleteWithItsNodes")}
        </Button>
      </div>
    </section>
  );
}
