// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the town of December 2022 must show, by the command and by the address alike.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Installation, engines } from "../lib/program.mjs";

const blocks = ["forms", "identity", "payment", "mailbox", "vault", "appointments", "registers"];

for (const engine of engines) {
  describe(`Coesfeld on 1 December 2022 (${engine.name})`, { skip: engine.skip }, () => {
    let here, then, server;
    const monitor = (...options) => here.json("monitor", "--municipality", "05558012", ...options, "--json");
    const find = (data, word) => data.services.filter(({ name }) => name.toLowerCase().includes(word));

    before(async () => {
      here = await Installation.demonstration(engine);
      server = await here.serve(["--demonstration"]);
      then = monitor("--date", "2022-12-01");
    });

    test("the answer has the documented shape", () => {
      assert.deepEqual(Object.keys(then), ["municipality", "date", "recorded", "model", "services", "bundles", "blocks", "preconditions"]);
      assert.equal(then.municipality, "05558012");
      assert.equal(then.date, "2022-12-01");
      assert.equal(then.recorded, "2022-12-01");
      assert.equal(then.model, "1.1");
      assert.equal(then.bundles.length, 114);
      assert.ok(then.services.length >= 1100 && then.services.length <= 1300);
      assert.deepEqual(then.blocks.map(({ id }) => id).sort(), [...blocks].sort());
    });

    test("bundles count what their services are", () => {
      for (const bundle of then.bundles) {
        const own = then.services.filter((service) => service.bundle === bundle.id);
        assert.deepEqual(bundle.levels, [0, 1, 2, 3, 4].map((level) => own.filter((service) => service.level === level).length), bundle.name);
      }
    });

    test("what is missing is required and unmet", () => {
      for (const { name, criteria, missing, level } of then.services) {
        assert.ok(missing.every((id) => criteria[id] === false), name);
        assert.deepEqual(Object.keys(criteria).filter((id) => !criteria[id]).sort(), [...missing].sort(), name);
        if (level === 4) assert.deepEqual(missing, [], name);
      }
    });

    test("payment is due; vault, mailbox and identity follow in this order", () => {
      const state = Object.fromEntries(then.blocks.map((block) => [block.id, block]));
      for (const id of ["payment", "vault", "mailbox", "identity"]) assert.notEqual(state[id].state, "operation", id);
      const later = monitor("--date", "2024-12-31");
      const opened = ["payment", "vault", "mailbox", "identity"].map((id) => later.blocks.find((block) => block.id === id));
      assert.ok(opened.every(({ state: value }) => value === "operation"));
      assert.deepEqual([...opened].sort((a, b) => (a.from < b.from ? -1 : 1)).map(({ id }) => id), ["payment", "vault", "mailbox", "identity"]);
    });

    test("lost property, courses, day care and defects are online already", () => {
      for (const word of ["fundsache", "volkshochschul", "mängel"])
        assert.ok(find(then, word).some(({ solutions }) => solutions.length > 0), word);
    });

    test("the identity card is dark, and federal law is why", () => {
      const cards = then.services.filter(({ name }) => /^personalausweis/i.test(name));
      assert.ok(cards.length > 0);
      const issued = cards.filter(({ name }) => /ausstellung/i.test(name));
      assert.ok(issued.length > 0 && issued.every(({ level }) => level < 3), "no issue of an identity card is online");
      const open = then.preconditions.filter(({ state }) => state !== "met");
      assert.ok(open.some(({ owner }) => /bund/i.test(owner)), "a precondition of the Bund is open");
    });

    test("Wohngeld comes by the end of the year", () => {
      const level = (data) => Math.max(...find(data, "wohngeld").map((service) => service.level));
      assert.ok(level(then) < level(monitor("--date", "2022-12-31")));
    });

    test("what was not recorded yet is not known", () => {
      const known = monitor("--date", "2023-06-30", "--known", "2022-12-01");
      const today = monitor("--date", "2023-06-30");
      assert.equal(known.recorded, "2022-12-01");
      assert.notDeepEqual(known.blocks, today.blocks);
    });

    test("the address says the same as the command", async () => {
      const answer = await fetch(`${server.url}/coesfeld/monitor/daten.json?stand=2022-12-01`);
      assert.deepEqual(await answer.json(), then);
    });

    test("a wrong date or municipality is refused with a sentence", async () => {
      for (const argument of [["05558012", "2022-13-01"], ["05558012", "gestern"], ["99999999", "2022-12-01"]]) {
        const { status, stderr } = here.run("monitor", "--municipality", argument[0], "--date", argument[1], "--json");
        assert.equal(status, 1);
        assert.match(stderr, /^kommod: .{20,}/m);
      }
    });

    test("a model that does not exist is bad usage, and the known ones are named", async () => {
      for (const model of ["9.9", "unsinn"]) {
        const { status, stdout, stderr } = here.run("monitor", "--municipality", "05558012", "--model", model, "--json");
        assert.equal(status, 2);
        assert.equal(stdout, "");
        assert.match(stderr, new RegExp(`Das Reifegradmodell „${model}“ gibt es nicht. Bekannt sind: .*\\b1\\.1\\b`));
      }
      assert.equal(monitor("--model", "1.1").model, "1.1");
      await server.stop();
    });
  });
}
