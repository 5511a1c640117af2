// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kill -9 in the middle of things: all or nothing for an import, acknowledged means kept for a form.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Installation, engines, freePort, source } from "../lib/program.mjs";
import { Visitor, keptReports } from "../lib/visitor.mjs";

const starter = join(source, "catalogue/starter.jsonl");
const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

for (const engine of engines) {
  test(`killed during an import, it holds all of it or nothing (${engine.name})`, { skip: engine.skip }, async () => {
    const here = new Installation(engine);
    here.ok("check");
    const empty = here.ok("export", "catalogue").stdout;
    let killed = 0;
    for (let delay = 10; delay < 2000; delay = Math.ceil(delay * 1.5)) {
      const child = here.spawn(["import", "catalogue", starter, "--json"]);
      await Promise.race([pause(delay), child.ended]);
      child.kill("SIGKILL");
      const { signal } = await child.ended;
      const now = here.ok("export", "catalogue").stdout;
      if (signal === null) break;
      ++killed;
      if (now !== empty) break;
    }
    assert.ok(killed > 0, "at least one import was killed");
    const report = here.json("import", "catalogue", starter, "--json");
    assert.ok(report.created === report.accepted || report.unchanged === report.accepted, JSON.stringify(report));
    here.ok("audit", "verify");
  });

  test(`killed while the demonstration is filled in, the next start goes on (${engine.name})`, { skip: engine.skip }, async () => {
    const whole = await Installation.demonstration(engine);
    const here = new Installation(engine);
    let killed = 0;
    for (let delay = 100; delay < 30_000; delay = Math.ceil(delay * 1.6)) {
      const port = await freePort();
      const child = here.spawn(["serve", "--demonstration"], { KOMMOD_PORT: String(port) });
      await Promise.race([pause(delay), child.ended]);
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      child.kill("SIGKILL");
      await child.ended;
      if (ready?.status === 200) break;
      ++killed;
    }
    assert.ok(killed > 0, "at least one filling was killed");
    assert.equal(here.ok("export", "catalogue").stdout, whole.ok("export", "catalogue").stdout);
    const town = (installation) => installation.json("monitor", "--municipality", "05558012", "--date", "2022-12-01", "--json");
    assert.deepEqual(town(here), town(whole));
    const people = (installation) => installation.ok("staff", "list").stdout.split("\n").length;
    assert.equal(people(here), people(whole));
    here.ok("audit", "verify");
  });

  test(`killed while forms come in, every acknowledged one is kept (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    let server = await here.serve(["--demonstration"]);
    const kept = [];
    let sending = true;
    const send = async (name) => {
      const visitor = new Visitor(server.url);
      for (let number = 0; sending && number < 40; ++number) {
        const mark = `Absturz-${name}-${number}`;
        try {
          const answer = await visitor.report(mark);
          if (answer.status === 303) kept.push(mark);
          else if (answer.status === 429) return;
        } catch {
          return;
        }
      }
    };
    const all = Promise.all(["a", "b", "c", "d"].map(send));
    await pause(9000);
    server.child.kill("SIGKILL");
    sending = false;
    await server.child.ended;
    await all;
    assert.ok(kept.length > 0, "some forms were acknowledged before the end");
    server = await here.serve(["--demonstration"]);
    here.ok("audit", "verify");
    const found = await keptReports(here);
    for (const mark of kept) assert.ok(found.includes(mark), `${mark} was acknowledged and is gone`);
    await server.stop();
  });
}
