// SPDX-License-Identifier: Apache-2.0
import { RpcError } from "@protobuf-ts/runtime-rpc";
import { BadRequest, RetryInfo } from "./gen/google/rpc/error_details.js";
import { Status } from "./gen/google/rpc/status.js";

/** What Herald tells with an error, besides its code and message. */
export interface ErrorDetails {
  /** With INVALID_ARGUMENT: every field that breaks a rule. */
  badRequest?: BadRequest;

  /** With RESOURCE_EXHAUSTED: when to try again. */
  retryInfo?: RetryInfo;
}

/** The details of a call's error; none if it is another one, or has none. */
export function errorDetails(error: unknown): ErrorDetails {
  const details: ErrorDetails = {};
  const coded = error instanceof RpcError ? error.meta["grpc-status-details-bin"] : undefined;
  if (typeof coded !== "string") return details;
  for (const { typeUrl, value } of Status.fromBinary(Buffer.from(coded, "base64")).details) {
    if (typeUrl.endsWith("/google.rpc.BadRequest")) details.badRequest = BadRequest.fromBinary(value);
    if (typeUrl.endsWith("/google.rpc.RetryInfo")) details.retryInfo = RetryInfo.fromBinary(value);
  }
  return details;
}
