"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useTour } from "#components/tour/use-tour.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** What to do first in a workspace without blueprints, in a good order; the tour makes its own sample. */
export function FirstSteps() {
  const t = useTranslations("blueprintList");
  const router = useRouter();
  const { tour, starting, start } = useTour();
  return (
    <section aria-labelledby="first-steps" className="mb-8">
      <h2 id="first-steps" className="mb-2 font-semibold text-lg">
        {t("whatNext")}
      </h2>
      <ol className="divide-y divide-line rounded-lg border border-line bg-panel">
        <Step
          icon="compass"
          title={tour?.status === "finished" ? t("tourAgain") : t("guidedTour")}
          text={t("tourText")}
          action={
            <Button
              look="primary"
              busy={starting}
              onClick={() => start((id) => router.push(`/blueprints/${id}`))}
            >
              {t("takeTour")}
            </Button>
          }
        />
        <Step
          icon="gauge"
          title={t("findProcess")}
          text={t("findProcessText")}
          action={<Way href="/templates/fit">{t("scoreProcess")}</Way>}
        />
        <Step
          icon="layout-grid"
          title={t("beginTemplate")}
          text={t("beginTemplateText")}
          action={<Way href="/templates">{t("allTemplates")}</Way>}
        />
        <Step
          icon="book-open"
          title={t("bringKnowledge")}
          text={t("bringKnowledgeText")}
          action={<Way href="/knowledge">{t("knowledge")}</Way>}
        />
        <Step
          icon="key-round"
          title={t("connectModel")}
          text={t("connectModelText")}
          action={<Way href="/settings">{t("settings")}</Way>}
        />
        <Step
          icon="users"
          title={t("invite")}
          text={t("inviteText")}
          action={<Way href="/settings">{t("settings")}</Way>}
        />
      </ol>
    </section>
  );
}

function Step(props: { icon: IconName; title: string; text: string; action?: ReactNode }) {
  return (
    <li className="flex items-center gap-3 px-4 py-3 max-md:flex-wrap">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
        <Icon name={props.icon} size={16} />
      </span>
      <span className="min-w-0 flex-1 max-md:basis-4/5">
        <span className="block font-medium">{props.title}</span>
        <span className="block text-muted">{props.text}</span>
      </span>
      {props.action && <span className="max-md:ml-11">{props.action}</span>}
    </li>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="inline-flex items-center gap-1 text-accent hover:underline">
      {children}
      <Icon name="arrow-right" size={14} />
    </Link>
  );
}
