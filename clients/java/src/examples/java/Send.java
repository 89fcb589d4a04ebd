// SPDX-License-Identifier: Apache-2.0
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.ManagedChannel;
import io.grpc.protobuf.StatusProto;
import io.herald.client.Answers;
import io.herald.client.HeraldChannel;
import io.herald.v1.DeliverNotificationRequest;
import io.herald.v1.DeliverNotificationResponse;
import io.herald.v1.EmailNotification;
import io.herald.v1.Notification;
import io.herald.v1.NotificationServiceGrpc;
import io.herald.v1.NotificationServiceGrpc.NotificationServiceFutureStub;
import io.herald.v1.Outcome;
import io.herald.v1.PhoneNotification;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sends an SMS and an email, as an application would: {@code Send ADDRESS NUMBER EMAIL}. */
final class Send {
  private static final int TRIES = 3;

  private final NotificationServiceFutureStub stub;

  Send(ManagedChannel channel) {
    stub = NotificationServiceGrpc.newFutureStub(channel);
  }

  /** Completes with whether it was delivered. */
  CompletableFuture<Boolean> deliver(String name, Notification notification) {
    // The same id in every try: what was delivered is never sent twice.
    DeliverNotificationRequest request =
        DeliverNotificationRequest.newBuilder()
            .setNotification(notification)
            .setRequestId(UUID.randomUUID().toString())
            .build();
    return deliver(name, request, TRIES - 1);
  }

  private CompletableFuture<Boolean> deliver(String name, DeliverNotificationRequest request, int left) {
    return Answers.completable(stub.withDeadlineAfter(10, TimeUnit.SECONDS).deliverNotification(request))
        .handle(
            (answer, error) -> {
              if (error == null) {
                return branch(name, request, answer, left);
              }
              Optional<Duration> delay = retryDelay(error);
              return delay.isPresent() && left > 0
                  ? deliverAfter(delay.get(), name, request, left - 1)
                  : CompletableFuture.<Boolean>failedFuture(error);
            })
        .thenCompose(next -> next);
  }

  private CompletableFuture<Boolean> branch(
      String name, DeliverNotificationRequest request, DeliverNotificationResponse answer, int left) {
    if (answer.getOutcome() == Outcome.OUTCOME_DELIVERED) {
      return tell(true, "%s: delivered by %s%n", name, answer.getProvider());
    }
    if (answer.getOutcome() != Outcome.OUTCOME_RETRY) {
      return tell(false, "%s: dropped, %s: %s%n", name, answer.getReasonCode(), answer.getReason());
    }
    if (answer.getPossiblySent()) {
      return tell(false, "%s: may have been sent, %s%n", name, answer.getReasonCode());
    }
    if (left == 0) {
      return tell(false, "%s: not delivered in %d tries%n", name, TRIES);
    }
    // A real application would rather put a long wait into its queue.
    Duration wait = answer.getRetryAfter();
    tell(false, "%s: again in %d s, %s%n", name, wait.getSeconds(), answer.getReasonCode());
    return deliverAfter(wait, name, request, left - 1);
  }

  private CompletableFuture<Boolean> deliverAfter(
      Duration wait, String name, DeliverNotificationRequest request, int left) {
    long nanos = TimeUnit.SECONDS.toNanos(wait.getSeconds()) + wait.getNanos();
    Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
    return CompletableFuture.runAsync(() -> {}, later).thenCompose(none -> deliver(name, request, left));
  }

  /** How long an overloaded server asks to wait. */
  private static Optional<Duration> retryDelay(Throwable error) {
    Status status = StatusProto.fromThrowable(error);
    try {
      for (Any detail : status == null ? Status.getDefaultInstance().getDetailsList() : status.getDetailsList()) {
        if (detail.is(RetryInfo.class)) {
          return Optional.of(detail.unpack(RetryInfo.class).getRetryDelay());
        }
      }
    } catch (InvalidProtocolBufferException malformed) {
      // As if the server had not said.
    }
    return Optional.empty();
  }

  private static CompletableFuture<Boolean> tell(boolean delivered, String format, Object... values) {
    System.out.printf(format, values);
    return CompletableFuture.completedFuture(delivered);
  }

  public static void main(String[] arguments) throws Exception {
    ManagedChannel channel = HeraldChannel.to(arguments[0]).plaintext().build();
    try {
      Send send = new Send(channel);
      PhoneNotification.Builder sms =
          PhoneNotification.newBuilder()
              .setRecipient(arguments[1])
              .setAsText("Your code is 123456")
              .setCode("123456");
      EmailNotification.Builder hello =
          EmailNotification.newBuilder()
              .setTo(arguments[2])
              .setSubject("Welcome")
              .setText("Good to see you.");
      boolean first = send.deliver("sms", Notification.newBuilder().setPhone(sms).build()).get();
      boolean second = send.deliver("email", Notification.newBuilder().setEmail(hello).build()).get();
      System.exit(Stream.of(first, second).allMatch(delivered -> delivered) ? 0 : 1);
    } finally {
      channel.shutdown();
    }
  }
}
