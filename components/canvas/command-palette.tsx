"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { places } from "#components/shell/navigation.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { placeNode } from "./commands/add-node.ts";
import { commands } from "./commands/all-commands.ts";
import { rankChoices } from "./commands/rank-choices.ts";
import { keyWords } from "./commands/shortcut-words.ts";
import { paletteGroups } from "./palette-items.ts";
import { usePresets } from "./presets/use-presets.ts";
import { useDesigner, useSession } from "./store/use-designer.ts";
import { useFaceOf } from "./use-face-of.ts";

type Choice = {
  id: string;
  group: string;
  label: string;
  icon: IconName;
  shortcut?: string;
  run: () => void;
};

const mostShown = 60;
let recent: string[] = [];

/** Everything there is to do, add, go to and open, by typing a few letters of it. */
export function CommandPalette() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const open = useSession((session) => session.commandsOpen);
  const close = () => designer.session.setState({ commandsOpen: false });
  return (
    <Base.Root open={open} onOpenChange={(next) => designer.session.setState({ commandsOpen: next })}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup className="floating fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 flex-col overflow-hidden">
          <Base.Title className="sr-only">{t("commandList")}</Base.Title>
          <Choices onDone={close} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Choices({ onDone }: { onDone: () => void }) {
  const t = useTranslations("canvas");
  const faceOf = useFaceOf();
  const designer = useDesigner();
  const router = useRouter();
  const ofShell = useTranslations("shell");
  const presets = usePresets();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const all = useMemo((): Choice[] => {
    const { nodes } = designer.document.getState().document;
    return [
      ...commands
        .filter((command) => command.id !== "commands" && command.enabled(designer))
        .map((command) => ({
          id: `do ${command.id}`,
          group: t("groups.do"),
          label: t(`commands.${command.id}`),
          icon: command.icon,
          ...(command.shortcuts[0] ? { shortcut: keyWords(command.shortcuts[0], t) } : {}),
          run: () => command.perform(designer),
        })),
      ...nodes.map((node) => {
        const face = faceOf(node);
        return {
          id: `go ${node.id}`,
          group: t("groups.goTo"),
          label: face.title === face.kind ? face.title : `${face.title} · ${face.kind}`,
          icon: face.icon,
          run: () => {
            designer.session.setState({ selectedNodes: [node.id], selectedWires: [], tab: "inspect" });
            designer.session.getState().view?.reveal(node.id);
          },
        };
      }),
      ...presets
        .filter(({ problem }) => problem === null)
        .map((item) => ({
          id: `add ${item.id}`,
          group: t("groups.addPreset"),
          label: item.title,
          icon: item.icon,
          run: () => void placeNode(designer, item),
        })),
      ...paletteGroups.flatMap(({ items }) =>
        items.map((item) => ({
          id: `add ${item.id}`,
          group: t("groups.add"),
          label: item.title,
          icon: item.icon,
          run: () => void placeNode(designer, item),
        })),
      ),
      ...places.map(({ href, label, icon }) => ({
        id: `open ${href}`,
        group: t("open"),
        label: ofShell(`places.${label}`),
        icon,
        run: () => router.push(href),
      })),
    ];
  }, [designer, faceOf, router, ofShell, t, presets]);
  const shown = rankChoices(all, typed, recent).slice(0, mostShown);
  const chosen = Math.min(at, shown.length - 1);

  function take(choice: Choice | undefined) {
    if (!choice) return;
    recent = [choice.id, ...recent.filter((id) => id !== choice.id)].slice(0, 8);
    onDone();
    // After the dialog has given the focus back, or it would take it away again.
    setTimeout(choice.run, 0);
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      const next = (chosen + step + shown.length) % shown.length;
      setAt(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(shown[chosen]);
    }
  }
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-4">
        <Icon name="search" size={16} className="text-muted" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the one thing this dialog is for
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="command-choices"
          aria-activedescendant={shown.length > 0 ? optionId(chosen) : undefined}
          aria-label={t("commandNodeOrPage")}
          placeholder={t("whatWouldYouLikeTo")}
          className="h-12 w-full bg-transparent text-sm outline-none placeholder:text-muted"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div
        id="command-choices"
        role="listbox"
        aria-label={t("commandList")}
        className="overflow-y-auto p-1.5"
      >
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which has the focus
          <div
            key={choice.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(choice)}
            onMouseMove={() => setAt(index)}
            className={classNames(
              "flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm",
              index === chosen && "bg-accent-soft",
            )}
          >
            <Icon name={choice.icon} size={16} className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            {choice.shortcut ? (
              <Kbd>{choice.shortcut}</Kbd>
            ) : (
              <span className="text-muted text-xs">{choice.group}</span>
            )}
          </div>
        ))}
        {shown.length === 0 && (
          <p className="px-2.5 py-3 text-muted text-sm">{t("nothingIsCalledThatTry")}</p>
        )}
      </div>
    </>
  );
}

const optionId = (index: number) => `command-choice-${index}`;
