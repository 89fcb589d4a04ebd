// SPDX-License-Identifier: Apache-2.0
package io.herald.client;

import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Makes channels to Herald with defaults that suit it, for the stubs of {@code io.herald.v1}.
 *
 * <p>By default with TLS, trusting what Java trusts. What fails with UNAVAILABLE before anything was
 * answered is tried up to twice again.
 */
public final class HeraldChannel {
  // A preview of the largest email is larger than gRPC's default of 4 MiB.
  private static final int MAX_ANSWER_BYTES = 8 << 20;

  private final String target;
  private boolean plaintext;
  private File rootCertificates;
  private String token;
  private Duration timeout = Duration.ofSeconds(30);

  private HeraldChannel(String target) {
    this.target = target;
  }

  /** Begins a channel to {@code target}, {@code host:port} or any other gRPC name. */
  public static HeraldChannel to(String target) {
    return new HeraldChannel(target);
  }

  /** For a server on a network that is trusted. */
  public HeraldChannel plaintext() {
    plaintext = true;
    return this;
  }

  /** Trusts the authorities of this file, in PEM, instead of Java's. */
  public HeraldChannel rootCertificates(File file) {
    rootCertificates = file;
    return this;
  }

  /** Lets every call carry this token as {@code authorization: Bearer}. Needs TLS. */
  public HeraldChannel token(String value) {
    token = value;
    return this;
  }

  /**
   * The longest that a call takes, tries again included; a stub's own deadline can only be sooner.
   * Default 30 s, at most an hour.
   */
  public HeraldChannel timeout(Duration value) {
    if (value.toMillis() < 1 || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("timeout is " + value + "; it must be 1 ms to 1 h");
    }
    timeout = value;
    return this;
  }

  /** The channel. The first call dials; {@link ManagedChannel#shutdown} hangs up. */
  public ManagedChannel build() throws IOException {
    return builder().build();
  }

  /** The same, for whoever has more to set. */
  public ManagedChannelBuilder<?> builder() throws IOException {
    return Grpc.newChannelBuilder(target, credentials())
        .defaultServiceConfig(serviceConfig())
        .enableRetry()
        .keepAliveTime(20, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .maxInboundMessageSize(MAX_ANSWER_BYTES);
  }

  private ChannelCredentials credentials() throws IOException {
    if (plaintext) {
      if (token != null || rootCertificates != null) {
        throw new IllegalStateException("token and rootCertificates need TLS, not plaintext");
      }
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    if (rootCertificates != null) {
      tls.trustManager(rootCertificates);
    }
    return token == null
        ? tls.build()
        : CompositeChannelCredentials.create(tls.build(), new BearerToken(token));
  }

  private Map<String, ?> serviceConfig() {
    Map<String, ?> retryPolicy =
        Map.of(
            "maxAttempts", 3.0,
            "initialBackoff", "0.1s",
            "maxBackoff", "1s",
            "backoffMultiplier", 2.0,
            "retryableStatusCodes", List.of("UNAVAILABLE"));
    String seconds = String.format(Locale.ROOT, "%.3fs", timeout.toMillis() / 1000.0);
    return Map.of(
        "methodConfig",
        List.of(Map.of("name", List.of(Map.of()), "timeout", seconds, "retryPolicy", retryPolicy)));
  }

  private static final class BearerToken extends CallCredentials {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Metadata headers = new Metadata();

    BearerToken(String token) {
      headers.put(AUTHORIZATION, "Bearer " + token);
    }

    @Override
    public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
      applier.apply(headers);
    }
  }
}
