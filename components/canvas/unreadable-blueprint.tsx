import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";

/** Stands in place of the designer for a draft this build cannot draw: nothing is changed, a file can be taken. */
export function UnreadableBlueprint({ id, name, reason }: { id: string; name: string; reason: string }) {
  const t = useTranslations("canvas");
  return (
    <main className="mx-auto w-full max-w-xl p-6" dir="auto">
      <EmptyState
        icon="triangle-alert"
        title={t("thisVersionOfAimwrightCannot", { name })}
        action={
          <a href={`/api/v1/blueprints/${id}/export`} className={buttonClass("primary")} download>
            <Icon name="download" size={16} />
            {t("exportAsAFile")}
          </a>
        }
      >
        {t("itWasProbablyMadeBy", { reason })}
      </EmptyState>
    </main>
  );
}
