import { InboxScreen } from "#components/inbox/inbox-screen.tsx";

export const metadata = { title: "Inbox" };

/** The page at /inbox. */
export default function InboxPage() {
  return <InboxScreen />;
}
