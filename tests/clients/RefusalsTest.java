// SPDX-License-Identifier: Apache-2.0

import io.herald.client.HeraldChannel;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** Fails unless HeraldChannel refuses what cannot be meant, and takes what can. */
final class RefusalsTest {
  private static final String TOKEN = "token-of-a-test";

  private static boolean failed;

  private static HeraldChannel channel() {
    return HeraldChannel.to("localhost:50051");
  }

  private static void check(String name, boolean right, Object told) {
    if (!right) {
      System.out.println(name + ": " + told);
      failed = true;
    }
  }

  private static void refuses(String name, Callable<?> work) {
    try {
      check(name, false, "is not refused, but gives " + work.call());
    } catch (IllegalStateException | IllegalArgumentException refusal) {
      check(name, !refusal.getMessage().contains(TOKEN), "tells the token: " + refusal.getMessage());
    } catch (Exception other) {
      check(name, false, other);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, Callable<?>> refused =
        Map.of(
            "a token, then plaintext", () -> channel().token(TOKEN).plaintext().builder(),
            "plaintext, then a token", () -> channel().plaintext().token(TOKEN).build(),
            "authorities in plaintext", () -> channel().plaintext().rootCertificates(new File("ca.pem")).builder(),
            "no time at all", () -> channel().timeout(Duration.ZERO),
            "more than an hour", () -> channel().timeout(Duration.ofHours(1).plusMillis(1)));
    refused.forEach(RefusalsTest::refuses);
    channel().token(TOKEN).build().shutdownNow();
    channel().plaintext().timeout(Duration.ofHours(1)).build().shutdownNow();
    System.exit(failed ? 1 : 0);
  }
}
