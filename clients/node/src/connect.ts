// SPDX-License-Identifier: Apache-2.0
import { type ChannelOptions, credentials, Metadata } from "@grpc/grpc-js";
import { GrpcTransport } from "@protobuf-ts/grpc-transport";
import { RpcError, type RpcInterceptor } from "@protobuf-ts/runtime-rpc";

/** How to connect. By default with TLS, trusting what Node trusts. */
export interface ConnectOptions {
  /** For a server on a network that is trusted. */
  plaintext?: boolean;

  /** The authorities to trust instead, in PEM. */
  rootCertificates?: Buffer;

  /** Carried by every call as `authorization: Bearer`. Needs TLS. */
  token?: string;

  /**
   * The longest that a call takes, tries again included; a call's own `timeout`
   * can only be less. Default 30,000, at most an hour.
   */
  timeoutMs?: number;

  /** grpc-js's own options, which come last. */
  clientOptions?: ChannelOptions;
}

/**
 * A transport to `target`, `host:port` or any other gRPC name, for a client
 * such as NotificationServiceClient. The first call dials; `close` hangs up.
 *
 * What fails with UNAVAILABLE before anything was answered is tried up to twice
 * again.
 */
export function connect(target: string, options: ConnectOptions = {}): GrpcTransport {
  const timeoutMs = options.timeoutMs ?? 30_000;
  if (!(timeoutMs > 0 && timeoutMs <= 3_600_000)) {
    throw new RangeError(`timeoutMs is ${timeoutMs}; it must be above 0 and at most 3600000`);
  }
  return new GrpcTransport({
    host: target,
    channelCredentials: channelCredentials(options),
    interceptors: [heedAborted],
    clientOptions: {
      "grpc.service_config": JSON.stringify(serviceConfig(timeoutMs)),
      "grpc.keepalive_time_ms": 20_000,
      "grpc.keepalive_timeout_ms": 10_000,
      // A preview of the largest email is larger than gRPC's default of 4 MiB.
      "grpc.max_receive_message_length": 8 << 20,
      ...options.clientOptions,
    },
  });
}

function channelCredentials({ plaintext, rootCertificates, token }: ConnectOptions) {
  if (plaintext) {
    if (token !== undefined || rootCertificates !== undefined) {
      throw new TypeError("token and rootCertificates need TLS, not plaintext");
    }
    return credentials.createInsecure();
  }
  const tls = credentials.createSsl(rootCertificates);
  if (token === undefined) return tls;
  const bearer = new Metadata();
  bearer.set("authorization", `Bearer ${token}`);
  return credentials.combineChannelCredentials(
    tls,
    credentials.createFromMetadataGenerator((_, done) => done(null, bearer)),
  );
}

function serviceConfig(timeoutMs: number) {
  const retryPolicy = {
    maxAttempts: 3,
    initialBackoff: "0.1s",
    maxBackoff: "1s",
    backoffMultiplier: 2,
    retryableStatusCodes: ["UNAVAILABLE"],
  };
  return { methodConfig: [{ name: [{}], timeout: `${(timeoutMs / 1000).toFixed(3)}s`, retryPolicy }] };
}

// The transport itself hears only of signals that abort after the call began.
const heedAborted: RpcInterceptor = {
  interceptUnary(next, method, input, options) {
    if (options.abort?.aborted) throw new RpcError("aborted before it began", "CANCELLED");
    return next(method, input, options);
  },
};
