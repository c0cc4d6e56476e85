import { build } from "./build-when-needed.ts";

process.exitCode = await build("inherit");
