"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { TemplateGallery } from "#components/templates/template-gallery.tsx";
import { useCreateBlueprint } from "#components/templates/use-create-blueprint.ts";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { goalDocument } from "./blank-document.ts";

function StartCard(props: {
  icon: IconName;
  title: string;
  text: string;
  disabled: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="flex items-start gap-3 rounded-lg border border-line bg-panel px-4 py-3 text-left transition-colors hover:border-accent hover:bg-hover/40 disabled:pointer-events-none disabled:opacity-60"
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} className="mt-0.5 text-accent" />
      <span className="min-w-0">
        <span className="block font-semibold">{props.title}</span>
        <span className="block text-muted">{props.text}</span>
      </span>
    </button>
  );
}

/** The ways to a new blueprint: a goal, an empty canvas, or a template with its data. */
export function NewBlueprint() {
  const t = useTranslations("blueprintList");
  const { create, busy, busyWith } = useCreateBlueprint();
  return (
    <div className="flex flex-col gap-5">
      {create.isError && <ErrorNotice title={t("notMade")} error={create.error} />}
      <section className="flex flex-col gap-2" aria-labelledby="draw-yourself">
        <h3 id="draw-yourself" className="text-muted text-xs">
          {t("drawYourself")}
        </h3>
        <div className="grid gap-3 md:grid-cols-2">
          <StartCard
            icon="target"
            title={t("startGoal")}
            text={t("startGoalText")}
            disabled={busy}
            onClick={() => create.mutate({ document: goalDocument("New goal") })}
          />
          <StartCard
            icon="plus"
            title={t("emptyCanvas")}
            text={t("emptyCanvasText")}
            disabled={busy}
            onClick={() => create.mutate({ name: "Untitled blueprint" })}
          />
        </div>
      </section>
      <section className="flex flex-col gap-2" aria-labelledby="from-template">
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <h3 id="from-template" className="text-muted text-xs">
            {t("orTemplate")}
          </h3>
          <Link
            href="/templates/fit"
            className="inline-flex min-h-6 items-center gap-1 rounded-sm text-accent text-xs hover:underline"
          >
            {t("notSure")}
            <Icon name="arrow-right" size={13} />
          </Link>
        </div>
        <TemplateGallery
          leads="to-use"
          columns={2}
          busy={busy}
          busyWith={busyWith}
          onUse={(template) => create.mutate({ template })}
        />
      </section>
    </div>
  );
}
