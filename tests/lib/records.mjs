// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Installations that hold something already.
import { Installation } from "./program.mjs";

// The demonstration association, loaded and not running.
export async function demonstration(engine) {
  const installation = new Installation(engine);
  const server = await installation.serve(["--demonstration"]);
  const { status } = await server.stop();
  if (status !== 0) throw new Error(`the server ended with ${status}:\n${server.child.output}`);
  return installation;
}
