import { existsSync } from "node:fs";
import { projectDirectory } from "./project-directory.ts";

// Imported first by what people start by hand; what the environment already says is not overridden.
const file = projectDirectory(".env");
if (existsSync(file)) process.loadEnvFile(file);
