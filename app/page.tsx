import { redirect } from "next/navigation";

/** The studio begins with the list of blueprints. */
export default function Home() {
  redirect("/blueprints");
}
