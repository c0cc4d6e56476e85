"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { TemplateGallery } from "./template-gallery.tsx";
import { useCreateBlueprint } from "./use-create-blueprint.ts";

/** The gallery of templates, and the way to the questionnaire for those who do not know where to begin. */
export function TemplatesScreen() {
  const t = useTranslations("templates");
  const { create, busy, busyWith } = useCreateBlueprint();
  return (
    <>
      <TopBar crumbs={[{ label: t("blueprints"), href: "/blueprints" }, { label: t("templates") }]} />
      <PageBody>
        <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-panel px-4 py-3">
          <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
            <Icon name="gauge" size={18} />
          </span>
          <div className="min-w-0 flex-1 basis-64">
            <h2 className="font-semibold">{t("notSureWhichProcessTo")}</h2>
            <p className="text-muted">{t("eightQuestionsScoreHowWell")}</p>
          </div>
          <Link href="/templates/fit" className={buttonClass()}>
            {t("scoreAProcess")}
          </Link>
        </section>
        {create.isError && <ErrorNotice title={t("theBlueprintWasNotMade")} error={create.error} />}
        <TemplateGallery
          leads="to-page"
          busy={busy}
          busyWith={busyWith}
          onUse={(template) => create.mutate({ template })}
        />
      </PageBody>
    </>
  );
}
