"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice, readError } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { callApi } from "#lib/api/client.ts";
import { acceptInvitationContract } from "#lib/api/contracts/invitations.ts";
import { setupContract } from "#lib/api/contracts/setup.ts";
import { signInPerson } from "./sign-in-person.ts";

/** Makes an account by a link: the owner's at set-up, a member's by invitation. */
export function AccountForm({ purpose, token }: { purpose: "setup" | "invitation"; token: string }) {
  const [values, setValues] = useState({ name: "", email: "", password: "", workspaceName: "" });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const problems = error === null ? [] : readError(error).details;
  const problemOf = (field: string) => problems.find((detail) => detail.path.endsWith(field))?.message;
  const set = (field: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [field]: event.target.value }));

  async function create(): Promise<string> {
    const { name, password, email, workspaceName } = values;
    if (purpose === "invitation") {
      return (await callApi(acceptInvitationContract, { body: { token, name, password } })).email;
    }
    return (await callApi(setupContract, { body: { token, name, email, password, workspaceName } })).email;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signInPerson(await create(), values.password, "/blueprints");
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {error !== null && problems.length === 0 && (
        <ErrorNotice title="The account was not made" error={error} />
      )}
      <Field label="Your name" error={problemOf("name")}>
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={values.name}
          onChange={set("name")}
        />
      </Field>
      {purpose === "setup" && (
        <Field label="E-mail" error={problemOf("email")}>
          <Input
            type="email"
            name="email"
            autoComplete="username"
            required
            value={values.email}
            onChange={set("email")}
          />
        </Field>
      )}
      <Field
        label="Password"
        hint={
          purpose === "setup"
            ? "At least 10 characters."
            : "At least 10 characters, or the one you already have here."
        }
        error={problemOf("password")}
      >
        <Input
          type="password"
          name="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={values.password}
          onChange={set("password")}
        />
      </Field>
      {purpose === "setup" && (
        <Field label="Workspace" hint="The name your colleagues will see." error={problemOf("workspaceName")}>
          <Input
            name="workspaceName"
            required
            maxLength={100}
            placeholder="Acme support"
            value={values.workspaceName}
            onChange={set("workspaceName")}
          />
        </Field>
      )}
      <Button type="submit" look="primary" size="lg" busy={busy}>
        {purpose === "setup" ? "Create workspace" : "Join workspace"}
      </Button>
    </form>
  );
}
