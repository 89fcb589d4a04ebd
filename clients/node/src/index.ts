// SPDX-License-Identifier: Apache-2.0

/** The messages and stubs of `herald.v1`, and how to connect them to Herald. */

export * from "./connect.js";
export * from "./details.js";
export * from "./gen/index.js";
