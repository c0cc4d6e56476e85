import { notFound } from "next/navigation";
import { connection } from "next/server";
import { HostedChat } from "#components/hosted-chat/hosted-chat.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { toAppError } from "#lib/foundation/errors.ts";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";
import { findHostedChat } from "#lib/operations/chat/find-hosted-chat.server.ts";

export const generateMetadata = () => pageTitle("chat");

/** The public chat of a published blueprint. */
export default async function HostedChatPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection();
  const { slug } = await params;
  const chat = await findHostedChat(slug).catch((caught: unknown) => {
    if (toAppError(caught).code === "not_found") return null;
    throw caught;
  });
  if (!chat) notFound();
  const { greeting, placeholder, suggestions } = chat.config;
  return (
    <PageMessages namespaces={["hostedChat", "chat"]}>
      <HostedChat
        slug={slug}
        name={chat.name}
        greeting={greeting}
        placeholder={placeholder}
        suggestions={suggestions}
        thumbs={chat.thumbs}
      />
    </PageMessages>
  );
}
