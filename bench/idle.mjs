// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Opens COUNT connections, asks once on each, says "open" and holds them until standard input ends: idle.mjs PORT COUNT
import { connect } from "node:net";

const [port, count] = process.argv.slice(2).map(Number);
const sockets = await Promise.all(
  Array.from(
    { length: count },
    () =>
      new Promise((ready, failed) => {
        const socket = connect(port, "127.0.0.1", () => socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        socket.once("data", () => ready(socket));
        socket.once("error", failed);
      }),
  ),
);
console.log("open");
process.stdin.resume();
process.stdin.on("end", () => {
  sockets.forEach((socket) => socket.destroy());
  process.exit(0);
});
