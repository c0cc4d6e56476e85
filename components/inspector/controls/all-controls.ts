import type { ComponentType } from "react";
import type { Control } from "#lib/nodes/define-node.ts";
import type { ControlProps } from "../control-props.ts";
import { AbilitySettingsControl } from "./ability-settings-control.tsx";
import { BranchesControl } from "./branches-control.tsx";
import { CelControl } from "./cel-control.tsx";
import { ChecksControl } from "./checks-control.tsx";
import { CriteriaControl } from "./criteria-control.tsx";
import { CronControl } from "./cron-control.tsx";
import { EmbedOriginsControl } from "./embed-origins-control.tsx";
import { FieldsControl } from "./fields-control.tsx";
import { FormFieldsControl } from "./form-fields-control.tsx";
import { ListControl } from "./list-control.tsx";
import { ModelControl } from "./model-control.tsx";
import { ModelsControl } from "./models-control.tsx";
import { NumberControl } from "./number-control.tsx";
import { PairsControl } from "./pairs-control.tsx";
import { DatasetControl, SecretControl, TableControl } from "./resource-control.tsx";
import { RoutesControl } from "./routes-control.tsx";
import { SelectControl } from "./select-control.tsx";
import { SwitchControl } from "./switch-control.tsx";
import { TextControl } from "./text-control.tsx";
import { TextareaControl } from "./textarea-control.tsx";
import { VariantsControl } from "./variants-control.tsx";
import { WeightsControl } from "./weights-control.tsx";

/** How a control stands in the form: under its label, beside it, or as a group of several inputs. */
type Shape = "field" | "inline" | "group" | "hidden";

/** Every control a form may name; a name without a component does not compile. */
export const controls: Record<Control["control"], { Component: ComponentType<ControlProps>; shape: Shape }> =
  {
    text: { Component: TextControl, shape: "field" },
    textarea: { Component: TextareaControl, shape: "field" },
    number: { Component: NumberControl, shape: "field" },
    switch: { Component: SwitchControl, shape: "inline" },
    select: { Component: SelectControl, shape: "field" },
    cel: { Component: CelControl, shape: "field" },
    model: { Component: ModelControl, shape: "field" },
    models: { Component: ModelsControl, shape: "group" },
    dataset: { Component: DatasetControl, shape: "field" },
    table: { Component: TableControl, shape: "field" },
    secret: { Component: SecretControl, shape: "field" },
    list: { Component: ListControl, shape: "group" },
    cron: { Component: CronControl, shape: "field" },
    weights: { Component: WeightsControl, shape: "group" },
    criteria: { Component: CriteriaControl, shape: "group" },
    routes: { Component: RoutesControl, shape: "group" },
    variants: { Component: VariantsControl, shape: "group" },
    branches: { Component: BranchesControl, shape: "group" },
    pairs: { Component: PairsControl, shape: "group" },
    fields: { Component: FieldsControl, shape: "group" },
    "form-fields": { Component: FormFieldsControl, shape: "group" },
    checks: { Component: ChecksControl, shape: "group" },
    "embed-origins": { Component: EmbedOriginsControl, shape: "group" },
    "ability-settings": { Component: AbilitySettingsControl, shape: "group" },
    hidden: { Component: TextControl, shape: "hidden" },
  };
