"use client";

import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ConnectDialog } from "#components/connections/connect-dialog.tsx";
import { SidePanel } from "#components/inspector/side-panel.tsx";
import { DesignerTour } from "#components/tour/designer-tour.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.tsx";
import { Canvas } from "./canvas.tsx";
import { useShortcuts } from "./commands/use-shortcuts.ts";
import { DesignerBar } from "./designer-bar.tsx";
import { LiveRegion } from "./live-region.tsx";
import { ConflictNotice, LocalCopyNotice, OfflineNotice } from "./notices.tsx";
import { Palette } from "./palette.tsx";
import type { LoadedBlueprint } from "./store/designer.ts";
import { findLocalCopy, forgetLocalCopy, type LocalCopy } from "./store/local-copy.ts";
import { restoreLocalCopy } from "./store/restore-local-copy.ts";
import { DesignerContext, useDesigner, useSession } from "./store/use-designer.ts";
import { useNewDesigner } from "./store/use-new-designer.ts";
import { useAutosave } from "./use-autosave.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { useOutlineChoice } from "./use-outline-choice.ts";
import { usePanelMemory } from "./use-panel-memory.ts";
import { usePinMemory } from "./use-pin-memory.ts";

// What the first look does not show comes when the page is at rest.
const Outline = later(async () => (await import("./outline.tsx")).Outline);
const WideOutline = later(async () => (await import("./outline.tsx")).WideOutline);
const CommandPalette = later(async () => (await import("./command-palette.tsx")).CommandPalette);
const ShortcutSheet = later(async () => (await import("./shortcut-sheet.tsx")).ShortcutSheet);
const FindReplace = later(async () => (await import("./find-replace.tsx")).FindReplace);
const WireDialog = later(async () => (await import("./wire-dialog.tsx")).WireDialog);
const SavePreset = later(async () => (await import("./presets/save-preset.tsx")).SavePreset);
const PublishDialog = later(async () => (await import("./publish-dialog.tsx")).PublishDialog);
const GoalWizard = later(async () => (await import("#components/goal/goal-wizard.tsx")).GoalWizard);

/** The designer of one loaded blueprint, with stores of its own. */
export function DesignerView({ loaded }: { loaded: LoadedBlueprint }) {
  const designer = useNewDesigner(loaded);
  return (
    <DesignerContext.Provider value={designer}>
      <ReactFlowProvider>
        <Studio />
      </ReactFlowProvider>
    </DesignerContext.Provider>
  );
}

function Studio() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const ensureSaved = useAutosave(designer);
  const narrow = useIsNarrow();
  const paletteOpen = useSession((session) => session.paletteOpen);
  const panelOpen = useSession((session) => session.panelOpen);
  const revision = useSession((session) => session.revision);
  const publishing = useSession((session) => session.publishOpen);
  const [asked, setAsked] = useState(false);
  // Once opened it stays, with the note written in it.
  if (publishing && !asked) setAsked(true);
  const wizardOpen = useSession((session) => session.wizardGoal !== undefined);
  const [wizardAsked, setWizardAsked] = useState(false);
  if (wizardOpen && !wizardAsked) setWizardAsked(true);
  const [copy, setCopy] = useState<LocalCopy | null>(null);
  const [outline, setOutline] = useOutlineChoice();
  useShortcuts();
  usePanelMemory();
  usePinMemory();
  useEffect(() => setCopy(findLocalCopy(designer.id, designer.document.getState().document)), [designer]);
  return (
    <>
      <DesignerBar />
      <ConflictNotice />
      <OfflineNotice />
      {copy && (
        <LocalCopyNotice
          copy={copy}
          outdated={copy.revision !== revision}
          onChoose={(choice) => {
            if (choice === "restore") restoreLocalCopy(designer, copy);
            else forgetLocalCopy(designer.id);
            setCopy(null);
          }}
        />
      )}
      {narrow ? (
        <Outline ensureSaved={ensureSaved} />
      ) : (
        <div className="flex min-h-0 flex-1">
          {paletteOpen && (
            <aside
              aria-label={t("palette")}
              className="flex w-60 shrink-0 flex-col border-line border-r bg-panel"
            >
              <Palette />
            </aside>
          )}
          <section aria-label={t("canvas")} className="relative flex min-w-0 flex-1">
            {outline ? <WideOutline /> : <Canvas />}
            <div className="absolute top-2.5 left-12 z-10">
              <IconButton
                icon={outline ? "workflow" : "list-tree"}
                label={outline ? t("showTheCanvas") : t("showTheOutline")}
                size={28}
                onClick={() => setOutline(!outline)}
              />
            </div>
            <PanelToggle side="left" open={paletteOpen} />
            <PanelToggle side="right" open={panelOpen} />
          </section>
          {panelOpen && (
            <aside
              aria-label={t("panel")}
              className="flex w-[380px] shrink-0 flex-col border-line border-l bg-panel max-lg:w-[320px]"
            >
              <SidePanel ensureSaved={ensureSaved} />
            </aside>
          )}
        </div>
      )}
      {asked && <PublishDialog ensureSaved={ensureSaved} />}
      {wizardAsked && <GoalWizard />}
      <ConnectDialog />
      <AskedDialogs />
      <DesignerTour />
      <LiveRegion />
    </>
  );
}

/** Dialogs most visits never open; once opened, each stays for its way out. */
function AskedDialogs() {
  const designer = useDesigner();
  const commandsOpen = useSession((session) => session.commandsOpen);
  const shortcutsOpen = useSession((session) => session.shortcutsOpen);
  const findOpen = useSession((session) => session.findOpen);
  const wiring = useSession((session) => session.wiring);
  const presetFrom = useSession((session) => session.presetFrom);
  return (
    <>
      {commandsOpen && <CommandPalette />}
      {shortcutsOpen && <ShortcutSheet />}
      {findOpen && <FindReplace />}
      {wiring !== null && (
        <WireDialog nodeId={wiring} onClose={() => designer.session.setState({ wiring: null })} />
      )}
      {presetFrom !== null && <SavePreset nodeId={presetFrom} />}
    </>
  );
}

function PanelToggle({ side, open }: { side: "left" | "right"; open: boolean }) {
  const { session } = useDesigner();
  const left = side === "left";
  const t = useTranslations("canvas");
  return (
    <div className={`absolute top-2.5 z-10 ${left ? "left-2.5" : "right-2.5"}`}>
      <IconButton
        icon={left ? "panel-left" : "panel-right"}
        label={left ? t(open ? "hidePalette" : "showPalette") : t(open ? "hidePanel" : "showPanel")}
        size={28}
        onClick={() => session.setState(left ? { paletteOpen: !open } : { panelOpen: !open })}
      />
    </div>
  );
}
