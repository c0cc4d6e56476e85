import { build, isBuilt } from "./build-when-needed.ts";

// `npm run build -- --force` builds in any case.
if (!process.argv.includes("--force") && isBuilt())
  process.stdout.write("The build in .next is of these very sources; there is nothing to do.\n");
else process.exitCode = await build("inherit");
