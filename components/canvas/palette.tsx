"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConnectButton } from "#components/connections/connect-button.tsx";
import { type SayDefinition, useDefinitionText } from "#components/translations/definition-texts.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { inputClass } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { placeNode } from "./commands/add-node.ts";
import { hueColor } from "./hues.ts";
import { type PaletteItem, paletteGroups, writePaletteDrag } from "./palette-items.ts";
import { PresetMenu } from "./presets/preset-menu.tsx";
import { type PresetItem, usePresets } from "./presets/use-presets.ts";
import { useDesigner } from "./store/use-designer.ts";

function matches(item: PaletteItem, words: string): boolean {
  const text = `${item.title} ${item.summary}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function spoken(say: SayDefinition, { kind, ability, title, summary }: PaletteItem) {
  const key = ability === undefined ? `nodes.${kind}` : `abilities.${ability}`;
  return { title: say(`${key}.title`, title), summary: say(`${key}.summary`, summary) };
}

/** Everything that can be put on the canvas: dragged, clicked, or chosen with Enter. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const [words, setWords] = useState("");
  const presets = usePresets();
  const say = useDefinitionText();
  const groups: { title: string; items: readonly (PaletteItem | PresetItem)[] }[] = [
    { title: t("presets"), items: presets },
    ...paletteGroups.map(({ title, items }) => ({
      title: say(`groups.${title}`, title),
      items: items.map((item) => ({ ...item, ...spoken(say, item) })),
    })),
  ]
    .map(({ title, items }) => ({ title, items: items.filter((item) => matches(item, words)) }))
    .filter((group) => group.items.length > 0);
  const found = groups.flatMap((group) => group.items);
  const wanted = words.trim().toLowerCase();
  const best =
    found.find((item) => item.title.toLowerCase() === wanted) ??
    found.find((item) => item.title.toLowerCase().startsWith(wanted)) ??
    found[0];
  const add = (item: PaletteItem | PresetItem) => {
    if ("problem" in item && item.problem !== null) return;
    placeNode(designer, item);
    onAdded?.();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative p-2.5 pb-1.5">
        <Icon name="search" size={15} className="pointer-events-none absolute top-[19px] left-5 text-muted" />
        <input
          data-palette-search
          aria-label={t("findANode")}
          placeholder={t("findANode")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && best && words !== "") {
              add(best);
              setWords("");
            }
            if (event.key === "Escape") setWords("");
          }}
          className={`${inputClass} h-8 pr-9 pl-8`}
        />
        <span className="pointer-events-none absolute top-4 right-4">
          <Kbd>/</Kbd>
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-4">
        <ConnectButton onOpen={onAdded} />
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h2 className="px-1.5 pt-3 pb-1 font-semibold text-muted text-xs">{group.title}</h2>
            {group.items.map((item) => (
              <div key={item.id} className="flex items-center">
                <button
                  type="button"
                  draggable
                  data-testid={`palette-${item.id}`}
                  disabled={"problem" in item && item.problem !== null}
                  onDragStart={(event) => writePaletteDrag(event.dataTransfer, item)}
                  onClick={() => add(item)}
                  className={`flex min-w-0 flex-1 items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left transition-colors hover:bg-hover active:bg-pressed ${words !== "" && item === best ? "bg-hover" : ""}`}
                >
                  <span
                    className="flex size-7 shrink-0 items-center justify-center rounded-md"
                    style={{ background: hueColor(item.hue, "soft"), color: hueColor(item.hue) }}
                  >
                    <Icon name={item.icon} size={15} />
                  </span>
                  <span className="min-w-0">
                    <span dir="auto" className="block truncate text-sm leading-[18px]">
                      {item.title}
                    </span>
                    <span className="line-clamp-2 text-muted text-xs leading-[15px]">{item.summary}</span>
                  </span>
                </button>
                {"presetId" in item && <PresetMenu preset={item} />}
              </div>
            ))}
          </section>
        ))}
        {groups.length === 0 && (
          <p className="px-2 py-6 text-center text-muted">{t("nothingIsCalled", { words })}</p>
        )}
      </div>
    </div>
  );
}
