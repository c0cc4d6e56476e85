import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { toneText } from "#components/ui/tone-text.ts";
import type { Change } from "#lib/blueprint/diff.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { changeLooks } from "./change-looks.ts";
import { useFieldLabel } from "./use-field-label.ts";
import { ValueBox } from "./value-box.tsx";

/** One change with each of its fields, before and after. */
export function ChangeDetails({
  change,
  before,
  after,
}: {
  change: Change;
  before: Blueprint;
  after: Blueprint;
}) {
  const t = useTranslations("compare");
  const labelOf = useFieldLabel();
  const look = changeLooks[change.kind];
  const node = change.what === "node" ? (nodeOf(after, change.id) ?? nodeOf(before, change.id)) : undefined;
  const whole = change.kind !== "changed";
  return (
    <section aria-label={t("whatChanged")} className="flex flex-col gap-3">
      <h3 className="flex items-center gap-2 font-semibold">
        <Icon name={look.icon} size={15} className={toneText[look.tone]} />
        <span dir="auto" className="min-w-0 truncate">
          {t("changeOf", { kind: t(`kinds.${change.kind}`), title: change.title || change.id })}
        </span>
      </h3>
      {whole && change.what === "wire" && <p className="text-muted">{t("theWireItselfCameOr")}</p>}
      {whole && node && (
        <dl className="flex flex-col gap-2">
          {Object.entries(node.config)
            .filter(
              ([, value]) => value !== "" && value !== null && !(Array.isArray(value) && value.length === 0),
            )
            .map(([field, value]) => (
              <div key={field}>
                <dt className="text-muted text-xs">{labelOf(node, `config.${field}`)}</dt>
                <dd>
                  <ValueBox value={value} sign={change.kind === "added" ? "+" : "-"} />
                </dd>
              </div>
            ))}
        </dl>
      )}
      {!whole && (
        <ul className="flex flex-col gap-3">
          {change.fields.map((field) => (
            <li key={field.path} className="flex flex-col gap-1">
              <span className="text-muted text-xs">{labelOf(node, field.path)}</span>
              <ValueBox value={field.before} sign="-" />
              <ValueBox value={field.after} sign="+" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
