import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";
import { asRecords, asText, type ControlProps } from "../control-props.ts";
import { CelInput } from "./cel-control.tsx";
import { ItemCard } from "./item-card.tsx";

/** Branches in the order they are tried. */
export function BranchesControl({ value, onChange, path, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const branches = asRecords(value);
  const change = (index: number, patch: Record<string, string>) =>
    onChange(branches.map((branch, at) => (at === index ? { ...branch, ...patch } : branch)));
  return (
    <div className="flex flex-col items-start gap-2">
      {branches.map((branch, index) => (
        <ItemCard
          key={asText(branch.id)}
          title={`Branch ${index + 1}`}
          onRemove={() => onChange(branches.filter((_, at) => at !== index))}
        >
          <Field label={t("name")}>
            <Input
              value={asText(branch.label)}
              placeholder={t("openingHoursExample")}
              onChange={(event) => change(index, { label: event.target.value })}
            />
          </Field>
          <Field label={t("when")} error={problemAt(`${path}.${index}.when`)}>
            <CelInput
              value={asText(branch.when)}
              placeholder="input.text.contains('opening hours')"
              onChange={(when) => change(index, { when })}
            />
          </Field>
          <Field label={t("answer")} optional>
            <Textarea
              value={asText(branch.answer)}
              onChange={(event) => change(index, { answer: event.target.value })}
            />
          </Field>
        </ItemCard>
      ))}
      <Button
        size="sm"
        icon="plus"
        onClick={() =>
          onChange([...branches, { id: newElementId("branch"), label: "", when: "", answer: "" }])
        }
      >
        {t("addBranch")}
      </Button>
    </div>
  );
}
