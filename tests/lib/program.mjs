// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Runs the real program, as a command or as a server, always on data of its own.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const source = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.KOMMOD_PROGRAM ?? join(source, "build/release/kommod");
export const shared = process.env.KOMMOD_SHARED ?? resolve(source, "../shared");

// What belongs to somebody else's data: such tests are skipped, with this message, where it is absent.
export function needsShared(path) {
  return existsSync(join(shared, path))
    ? {}
    : { skip: `${path} is not there; point KOMMOD_SHARED to the folder that holds it` };
}

// The engines to try: SQLite always, PostgreSQL where a server is given.
export const engines = [
  { name: "SQLite" },
  {
    name: "PostgreSQL",
    url: process.env.KOMMOD_TEST_POSTGRESQL,
    skip: process.env.KOMMOD_TEST_POSTGRESQL ? false : "KOMMOD_TEST_POSTGRESQL is not set; see tests/postgresql.sh",
  },
];

const children = new Set();
const folders = new Set();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

// A folder with a space and an umlaut in its name, gone when the tests end.
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "kommod täst "));
  folders.add(folder);
  return folder;
}

let databases = 0;
// A database of its own on the PostgreSQL server, so that nothing is shared between tests; as a copy of `template` if given.
function freshDatabase(engine, template) {
  if (!engine.url) return "";
  const name = `kommod_system_${process.pid}_${++databases}`;
  const copied = template ? ` TEMPLATE ${nameOf(template)}` : "";
  const made = spawnSync("psql", ["-q", "-d", engine.url, "-c", `CREATE DATABASE ${name}${copied}`], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`no database could be made: ${made.stderr}`);
  return engine.url.replace(/(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}
const nameOf = (url) => url.match(/postgres(?:ql)?:\/\/[^/]*\/([^?]*)/)[1];

// Where loaded demonstrations are kept for all test files of one run.
const templates = process.env.KOMMOD_TEST_TEMPLATES;

const demonstrations = new Map();

export class Installation {
  // Empty, or a copy of the installation `original`, which must not be running.
  constructor(engine = engines[0], original = undefined) {
    this.folder = join(temporaryFolder(), "data");
    if (original) cpSync(original.folder, this.folder, { recursive: true });
    else mkdirSync(this.folder, { recursive: true });
    this.database = freshDatabase(engine, original?.database);
    this.environment = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LANG: "C.UTF-8",
      TMPDIR: process.env.TMPDIR ?? tmpdir(),
      KOMMOD_DATA: this.folder,
      ...(this.database && { KOMMOD_DATABASE: this.database }),
    };
  }

  // With the demonstration association in it, not running. It is loaded once and copied from then on.
  static async demonstration(engine = engines[0]) {
    const kept = templates && join(templates, engine.name);
    let original = demonstrations.get(engine.name);
    if (!original && kept && existsSync(join(kept, "database")))
      original = { folder: join(kept, "data"), database: readFileSync(join(kept, "database"), "utf8") };
    if (!original) {
      original = new Installation(engine);
      const server = await original.serve(["--demonstration"]);
      const { status } = await server.stop();
      if (status !== 0) throw new Error(`the server ended with ${status}:\n${server.child.output}`);
      if (kept) {
        cpSync(original.folder, join(kept, "data"), { recursive: true });
        writeFileSync(join(kept, "database"), original.database);
      }
    }
    demonstrations.set(engine.name, original);
    return new Installation(engine, original);
  }

  // {status, stdout, stderr} of one command.
  run(...argument) {
    const options = typeof argument.at(-1) === "object" ? argument.pop() : {};
    const result = spawnSync(program, argument, {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 120_000,
      input: options.input ?? "",
      env: { ...this.environment, ...options.environment },
      cwd: options.cwd ?? this.folder,
    });
    if (result.error) throw result.error;
    return result;
  }

  // As run(), and it must succeed.
  ok(...argument) {
    const result = this.run(...argument);
    if (result.status !== 0)
      throw new Error(`kommod ${argument.filter((a) => typeof a === "string").join(" ")} ended with ${result.status}:\n${result.stderr}${result.stdout}`);
    return result;
  }

  json(...argument) {
    const { stdout } = this.ok(...argument);
    try {
      return JSON.parse(stdout);
    } catch {
      throw new Error(`kommod ${argument.join(" ")} printed no JSON:\n${stdout.slice(0, 500)}`);
    }
  }

  spawn(argument, environment = {}) {
    const child = spawn(program, argument, {
      env: { ...this.environment, ...environment },
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    child.output = "";
    child.stdout.on("data", (bytes) => (child.output += bytes));
    child.stderr.on("data", (bytes) => (child.output += bytes));
    child.ended = new Promise((end) =>
      child.on("exit", (status, signal) => {
        children.delete(child);
        end({ status, signal });
      }),
    );
    return child;
  }

  // Starts the server and waits until it is ready and has greeted: it listens a moment before. `url` is its address.
  async serve(argument = [], environment = {}) {
    const port = await freePort();
    const child = this.spawn(["serve", ...argument], { KOMMOD_PORT: String(port), ...environment });
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 600; ++tries) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the server ended at once:\n${child.output}`);
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.status === 200 && child.output.includes("Beenden mit Strg+C")) {
        return {
          url,
          port,
          child,
          stop: async (signal = "SIGTERM") => {
            child.kill(signal);
            return child.ended;
          },
        };
      }
      await new Promise((wake) => setTimeout(wake, 100));
    }
    child.kill("SIGKILL");
    throw new Error(`the server was not ready after a minute:\n${child.output}`);
  }
}

// The password that `serve --demonstration` showed for one of its accounts, and the code that it asks for next.
export function demonstrationLogin(server, user) {
  const found = server.child.output.match(new RegExp(`^\\s+${user.replace(".", "\\.")}\\s+(\\S+)`, "m"));
  if (!found) throw new Error(`${user} is not among the log-ins`);
  return found[1];
}
export const codeOf = (here, user) => here.ok("staff", "code", "--user", user).stdout.match(/\b\d{6}\b/)[0];

export function freePort() {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolvePort(port));
    });
  });
}
