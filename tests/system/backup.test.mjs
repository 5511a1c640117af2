// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A backup that was never restored is none: made while the service runs, read back elsewhere, compared.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Installation, engines, temporaryFolder } from "../lib/program.mjs";
import { Visitor, keptReports } from "../lib/visitor.mjs";

const secret = { environment: { KOMMOD_PASSPHRASE: "korrekt Pferd Batterie Heftklammer" } };

const picture = (here) => here.ok("monitor", "--municipality", "05558012", "--date", "2022-12-01", "--json").stdout;
const listed = (here) => here.ok("staff", "list", "--json").stdout;

for (const from of engines) {
  for (const to of engines) {
    describe(`from ${from.name} to ${to.name}`, { skip: from.skip || to.skip }, () => {
      test("all of it: made in operation, restored elsewhere, the same", async () => {
        const here = await Installation.demonstration(from);
        const server = await here.serve(["--demonstration"]);
        const visitor = new Visitor(server.url);
        assert.equal((await visitor.report("Vor der Sicherung")).status, 303);
        const file = join(temporaryFolder(), "alles.kommod");
        here.ok("backup", file, secret);
        assert.equal((await visitor.report("Nach der Sicherung")).status, 303);
        await server.stop();
        assert.equal(statSync(file).mode & 0o077, 0, "nobody else can read a backup");
        assert.ok(!readFileSync(file).includes("Vor der Sicherung"), "it is encrypted");

        const there = new Installation(to);
        assert.match(there.ok("restore", file, "--inspect", secret).stdout, /m05558012/);
        there.ok("restore", file, secret);
        assert.equal(picture(there), picture(here));
        assert.equal(listed(there), listed(here));
        assert.equal(there.ok("export", "catalogue").stdout, here.ok("export", "catalogue").stdout);
        there.ok("audit", "verify");
        const kept = await keptReports(there);
        assert.ok(kept.includes("Vor der Sicherung") && !kept.includes("Nach der Sicherung"));
        const restored = await there.serve();
        assert.equal((await fetch(`${restored.url}/coesfeld/`)).status, 200);
        await restored.stop();
      });
    });
  }

  describe(`refusals (${from.name})`, { skip: from.skip }, () => {
    test("a wrong passphrase, a changed byte, a cut file, a full house: nothing changes", async () => {
      const here = await Installation.demonstration(from);
        const file = join(temporaryFolder(), "alles.kommod");
      here.ok("backup", file, secret);
      const before = picture(here);

      const bytes = readFileSync(file);
      const changed = join(temporaryFolder(), "changed.kommod");
      writeFileSync(changed, bytes.with?.(bytes.length >> 1, bytes[bytes.length >> 1] ^ 1) ?? bytes);
      const cut = join(temporaryFolder(), "cut.kommod");
      writeFileSync(cut, bytes.subarray(0, bytes.length - 100));

      const empty = new Installation(from);
      const wrong = { environment: { KOMMOD_PASSPHRASE: "falsch" } };
      for (const [name, argument] of [
        ["a wrong passphrase", [file, wrong]],
        ["no passphrase", [file]],
        ["a changed byte", [changed, secret]],
        ["a cut file", [cut, secret]],
        ["no file", ["/gibt/es/nicht", secret]],
      ]) {
        const { status, stderr } = empty.run("restore", ...argument);
        assert.equal(status, 1, name);
        assert.match(stderr, /^kommod: .{15,}/m, name);
      }
      assert.equal(empty.run("monitor", "--municipality", "05558012").status, 1, "the empty one is still empty");
      assert.equal(here.run("restore", file, secret).status, 1, "what is there is not overwritten without being told to");
      assert.equal(here.run("backup", file, secret).status, 1, "neither is an older backup");
      assert.equal(picture(here), before);
    });

    test("one municipality comes back without touching its neighbours", async () => {
      const here = await Installation.demonstration(from);
      let server = await here.serve(["--demonstration"]);
      const file = join(temporaryFolder(), "coesfeld.kommod");
      here.ok("backup", file, "--municipality", "05558012", secret);
      const visitor = new Visitor(server.url);
      assert.equal((await visitor.report("Wird überschrieben")).status, 303);
      await server.stop();
      here.ok("restore", file, "--municipality", "05558012", "--overwrite", secret);
      assert.ok(!(await keptReports(here)).includes("Wird überschrieben"));
      server = await here.serve();
      for (const town of ["coesfeld", "nottuln"]) assert.equal((await fetch(`${server.url}/${town}/`)).status, 200);
      await server.stop();
    });
  });
}
