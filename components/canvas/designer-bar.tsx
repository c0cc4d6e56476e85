"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { HistoryButton } from "./history-button.tsx";
import { OpenChatLink } from "./open-chat-link.tsx";
import { SavedState } from "./saved-state.tsx";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";
import { UndoButton } from "./undo-button.tsx";

/** The bar above the canvas: the name, what is live, what is saved, and what to do. */
export function DesignerBar() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const live = useSession((session) => session.liveVersion);
  const hasChanges = useSession((session) => session.hasChanges);
  return (
    <TopBar
      crumbs={[{ label: t("blueprints"), href: "/blueprints" }, { label: <NameInput /> }]}
      after={
        <>
          <span className="contents max-md:hidden">
            {live !== null && (
              <Badge dot tone="ok">
                {t("live", { live })}
              </Badge>
            )}
            {(hasChanges || live === null) && <Badge tone="accent">{t("draft")}</Badge>}
          </span>
          <SavedState />
        </>
      }
      actions={
        <>
          <span className="flex max-md:hidden">
            <UndoButton id="undo" />
            <UndoButton id="redo" />
            <HistoryButton />
          </span>
          <span className="contents max-md:hidden">
            <Button
              icon="history"
              onClick={() => designer.session.setState({ tab: "versions", panelOpen: true })}
            >
              {t("versions")}
            </Button>
            <Link href={`/blueprints/${designer.id}/tests`} className={buttonClass()}>
              <Icon name="flask-conical" size={16} />
              {t("tests")}
            </Link>
            <Link href={`/blueprints/${designer.id}/experiments`} className={buttonClass()}>
              <Icon name="split" size={16} />
              {t("experiments")}
            </Link>
            <Button icon="play" onClick={() => designer.session.setState({ tab: "test", panelOpen: true })}>
              {t("test")}
            </Button>
          </span>
          <OpenChatLink />
          <Button
            look="primary"
            data-testid="publish"
            onClick={() => designer.session.setState({ publishOpen: true })}
          >
            {t("publish")}
          </Button>
        </>
      }
    />
  );
}

function NameInput() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const name = useDocument((document) => document.name);
  return (
    <input
      key={name}
      aria-label={t("nameOfTheBlueprint")}
      defaultValue={name}
      maxLength={200}
      onBlur={(event) => {
        const next = event.target.value.trim();
        if (next === "") event.target.value = name;
        else if (next !== name) designer.document.edit((document) => ({ ...document, name: next }));
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.value = name;
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
      className="field-sizing-content -mx-1.5 h-7 min-w-16 max-w-[36vw] truncate rounded-md border border-transparent bg-transparent px-1.5 font-semibold hover:border-line md:max-w-72"
    />
  );
}
