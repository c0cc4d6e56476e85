"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readError } from "#components/ui/read-error.ts";
import { callApi } from "#lib/api/client.ts";
import { acceptInvitationContract } from "#lib/api/contracts/invitations.ts";
import {
  emailSchema,
  passwordSchema,
  personNameSchema,
  setupContract,
  workspaceNameSchema,
} from "#lib/api/contracts/setup.ts";
import { PasswordField } from "./password-field.tsx";
import { signInPerson } from "./sign-in-person.ts";

const empty = { name: "", email: "", password: "", workspaceName: "" };

type Values = typeof empty;
type Problems = Partial<Record<keyof Values, string>>;

const invited = z.object({ name: personNameSchema, password: passwordSchema });
const schemas = {
  invitation: invited,
  setup: invited.extend({ email: emailSchema, workspaceName: workspaceNameSchema }),
};

const isField = (name: string): name is keyof Values => name in empty;

/** Makes an account by a link: the owner's at set-up, a member's by invitation. */
export function AccountForm({ purpose, token }: { purpose: "setup" | "invitation"; token: string }) {
  const t = useTranslations("signIn");
  const [values, setValues] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<unknown>(null);
  const change = (field: keyof Values, value: string) => {
    setValues((before) => ({ ...before, [field]: value }));
    setProblems((before) => ({ ...before, [field]: undefined }));
  };

  /** Makes the account and says where to go. */
  async function create(): Promise<{ email: string; path: string }> {
    const { name, password, email, workspaceName } = values;
    if (purpose === "invitation") {
      const made = await callApi(acceptInvitationContract, { body: { token, name, password } });
      return { email: made.email, path: "/blueprints" };
    }
    const made = await callApi(setupContract, { body: { token, name, email, password, workspaceName } });
    return {
      email: made.email,
      path: made.sampleId === null ? "/blueprints" : `/blueprints/${made.sampleId}`,
    };
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setError(null);
    const checked = schemas[purpose].safeParse(values);
    if (!checked.success) return show(form, problemsOf(checked.error.issues));
    setBusy(true);
    try {
      const { email, path } = await create();
      await signInPerson(email, values.password, path, t);
    } catch (caught) {
      setBusy(false);
      const told = problemsOf(
        readError(caught).details.map(({ path, message }) => ({ path: path.split("."), message })),
      );
      if (Object.keys(told).length > 0) show(form, told);
      else setError(caught);
    }
  }

  function show(form: HTMLFormElement, found: Problems) {
    setProblems(found);
    // The fields in the order in which they are seen.
    const first = [...form.elements].find(
      (element) => element instanceof HTMLInputElement && isField(element.name) && found[element.name],
    );
    if (first instanceof HTMLInputElement) first.focus();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error !== null && <ErrorNotice title={t("theAccountWasNotMade")} error={error} />}
      <Field label={t("yourName")} error={problems.name}>
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={values.name}
          onChange={(event) => change("name", event.target.value)}
        />
      </Field>
      {purpose === "setup" && (
        <Field label={t("email")} hint={t("youSignInWithIt")} error={problems.email}>
          <Input
            type="email"
            name="email"
            autoComplete="username"
            required
            value={values.email}
            onChange={(event) => change("email", event.target.value)}
          />
        </Field>
      )}
      <PasswordField
        value={values.password}
        error={problems.password}
        onChange={(password) => change("password", password)}
        {...(purpose === "invitation" ? { hint: t("ifYouHaveAnAccount") } : {})}
      />
      {purpose === "setup" && (
        <Field label={t("workspace")} hint={t("theNameYourColleaguesWill")} error={problems.workspaceName}>
          <Input
            name="workspaceName"
            required
            maxLength={100}
            placeholder={t("acmeSupport")}
            value={values.workspaceName}
            onChange={(event) => change("workspaceName", event.target.value)}
          />
        </Field>
      )}
      <Button type="submit" look="primary" size="lg" busy={busy}>
        {purpose === "setup" ? t("createWorkspace") : t("joinWorkspace")}
      </Button>
    </form>
  );
}

function problemsOf(issues: readonly { path: PropertyKey[]; message: string }[]): Problems {
  const problems: Problems = {};
  for (const { path, message } of issues) {
    const field = String(path.at(-1) ?? "");
    if (isField(field)) problems[field] ??= message;
  }
  return problems;
}
