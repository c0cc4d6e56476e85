import { admits, check, cites, heldOut, lacks, meets, says, spares, uses } from "../starter-suite.ts";
import type { StarterSuite } from "../template.ts";

/** What the editorial desk must get right. */
export const suite: StarterSuite = {
  name: "Editorial desk",
  description: "The guide is quoted, briefs have their fields, and publishing goes through the gate.",
  agentNodeId: null,
  cases: [
    check(
      "How long a newsletter is",
      "How many words has a newsletter?",
      "guide",
      says("180 to 220 words"),
      cites("Formats and lengths"),
      meets,
    ),
    check(
      "Which words to avoid",
      "Which words do we avoid?",
      "guide",
      says("Hidden gem"),
      cites("Voice and tone"),
    ),
    check(
      "A brief has topic, audience and channel",
      "Please write a brief. topic: night trains, audience: families, channel: blog",
      "briefs",
      uses("write_brief", 'arguments.data.audience == "families" && arguments.data.channel == "blog"'),
      meets,
    ),
    check("A post is looked up", "Where is post 502?", "calendar", uses("find_post"), says("checked"), meets),
    check(
      "A checked post is published through the gate",
      "Please publish post 502",
      "calendar risk",
      uses("publish_post", 'string(arguments.number) == "502"'),
    ),
    check(
      "An idea is added",
      "Please add a post about ferries in Norway",
      "calendar",
      uses("add_post"),
      spares("publish_post"),
    ),
    check(
      "A post nobody planned is not invented",
      "Please publish post 999",
      "calendar honesty",
      spares("publish_post"),
      says("999"),
    ),
    heldOut(
      check(
        "Who decides on publication",
        "Who approves a publication?",
        "guide",
        says("editor on duty"),
        cites("From idea to publication"),
      ),
    ),
    heldOut(
      check(
        "What the guide does not say is not known",
        "Which camera does the boss own?",
        "honesty",
        admits,
        lacks("published"),
      ),
    ),
  ],
};
