// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Many citizens at once, and a server that is killed between any two of their steps: nothing acknowledged is lost, nothing is
// sent twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Installation, codeOf, demonstrationLogin, engines } from "../lib/program.mjs";
import { Applicant, Visitor } from "../lib/visitor.mjs";

const service = "/coesfeld/antrag/ifg";
const settings = { KOMMOD_TRUSTED_PROXIES: "127.0.0.1" };
// As the first case in packages/ifg/tests/wege.yaml.
const answersOf = (name) => ({
  fuer_wen: "ich", art: "verwaltung", betreff: "Kosten der Turnhalle",
  information: "Was hat die neue Turnhalle am Schulzentrum bis zur Eröffnung gekostet?",
  begrenzt: false, zugang: "auskunft", schwaerzen: true, kosten: "frei",
  person: { given_names: "Ada", family_name: name },
  anschrift: { street: "Süringstraße", house_number: "12a", postcode: "48653", place: "Coesfeld" },
  antwort: "email", email: "ada@example.org",
});
const names = ["Brüning", "Đorđević", "Öztürk", "Łukasik", "d'Angelo"];
const citizen = (server, number) => new Applicant(server.url, service, answersOf(names[number % names.length]), `10.0.${number >> 8}.${number & 255}`);

// The references in the office's list, as it takes them along.
async function listed(here, server) {
  const worker = new Visitor(server.url);
  const user = "bearbeitung.coesfeld";
  await worker.logIn(user, demonstrationLogin(server, user), codeOf(here, user));
  const answer = await worker.ask("/verwaltung/antraege/05558012/ausgabe/csv");
  assert.equal(answer.status, 200);
  return (await answer.text()).trim().split("\n").slice(1).map((line) => line.split(",")[0]);
}

for (const engine of engines) {
  test(`fifty citizens at once (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"], settings);
    const references = await Promise.all(
      Array.from({ length: 50 }, async (_, number) => {
        const person = citizen(server, number);
        while (await person.step());
        // Two clicks on the button at the same time.
        const [first, second] = await Promise.all([person.send(), person.send()]);
        assert.equal(first, second);
        return first;
      }),
    );
    assert.equal(new Set(references).size, 50);
    assert.deepEqual((await listed(here, server)).toSorted(), references.toSorted());
    assert.equal((await server.stop()).status, 0);
    here.ok("audit", "verify");
  });

  test(`killed between any two steps, every answer is still there (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    let server = await here.serve(["--demonstration"], settings);
    const person = citizen(server, 1);
    const again = async () => {
      await server.stop("SIGKILL");
      server = await here.serve(["--demonstration"], settings);
      person.url = server.url;
    };
    let steps = 0;
    while (await person.step()) {
      ++steps;
      await again();
    }
    assert.ok(steps > 5, `${steps} pages`);
    // Killed while it is being sent, at different moments: once sent, or not at all; then it is sent once.
    const before = person.at;
    for (const delay of [0, 2, 4, 8, 16]) {
      const sending = person.send().catch(() => undefined);
      await new Promise((wake) => setTimeout(wake, delay));
      await again();
      await sending;
      person.at = before;
    }
    const reference = await person.send();
    assert.equal(await person.send(), reference);
    assert.deepEqual(await listed(here, server), [reference]);
    await server.stop();
    here.ok("audit", "verify");
  });
}
