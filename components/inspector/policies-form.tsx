import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";
import type { Policy } from "#lib/blueprint/policy.ts";
import { CelInput } from "./controls/cel-control.tsx";
import { ItemCard } from "./controls/item-card.tsx";
import { ListInput } from "./controls/list-control.tsx";

/** The rules of a blueprint that stand outside the model. */
export function PoliciesForm({
  policies,
  change,
  problemAt,
}: {
  policies: readonly Policy[];
  change: (policies: Record<string, unknown>[]) => void;
  problemAt: (field: string) => string | null;
}) {
  const t = useTranslations("inspector");
  const places = [
    { value: "action", label: t("beforeAnAction") },
    { value: "model", label: t("beforeAModel") },
  ] as const;
  const effects = [
    { value: "deny", label: t("refuseIt") },
    { value: "ask", label: t("askAPerson") },
    { value: "allow", label: t("allowIt") },
  ] as const;
  const put = (index: number, patch: Record<string, unknown>) =>
    change(policies.map((policy, at) => (at === index ? { ...policy, ...patch } : { ...policy })));
  return (
    <fieldset className="flex min-w-0 flex-col items-start gap-2">
      <legend className="mb-1 font-medium text-sm">{t("policies")}</legend>
      <p className="text-muted text-xs">{t("policiesText")}</p>
      {policies.map((policy, index) => (
        <ItemCard
          key={policy.id}
          title={t("policyNumber", { number: index + 1 })}
          onRemove={() => change(policies.filter((_, at) => at !== index).map((other) => ({ ...other })))}
        >
          <Field label={t("name")}>
            <Input
              value={policy.title}
              placeholder={t("policyExample")}
              onChange={(event) => put(index, { title: event.target.value })}
            />
          </Field>
          <Field label={t("stands")}>
            <Select
              options={places}
              value={policy.before}
              onChange={(before) => {
                const { id, title, when, message } = policy;
                const fresh = { id, title, when, message, before };
                change(policies.map((other, at) => (at === index ? fresh : { ...other })));
              }}
            />
          </Field>
          <Field label={t("when")} hint={t("knownInPolicies")} error={problemAt(`policies.${index}.when`)}>
            <CelInput
              value={policy.when}
              placeholder="arguments.amount > 500"
              onChange={(when) => put(index, { when })}
            />
          </Field>
          {policy.before === "action" && (
            <>
              <Field label={t("then")}>
                <Select
                  options={effects}
                  value={policy.effect}
                  onChange={(effect) => put(index, { effect })}
                />
              </Field>
              <ListInput
                label={t("onlyForTheseAbilities")}
                words={policy.abilities}
                onChange={(abilities) => put(index, { abilities })}
              />
            </>
          )}
          <Field label={t("saidThen")} optional>
            <Input value={policy.message} onChange={(event) => put(index, { message: event.target.value })} />
          </Field>
        </ItemCard>
      ))}
      <Button
        size="sm"
        icon="plus"
        onClick={() =>
          change([
            ...policies.map((policy) => ({ ...policy })),
            { id: newElementId("policy"), title: "", before: "action", when: "false", effect: "deny" },
          ])
        }
      >
        {t("addPolicy")}
      </Button>
    </fieldset>
  );
}
