// SPDX-License-Identifier: Apache-2.0
package io.herald.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.CompletableFuture;

/** Turns the answers of gRPC's future stubs into what the rest of Java speaks. */
public final class Answers {
  private Answers() {}

  /** The same answer as a CompletableFuture, which cancels the call when it is cancelled. */
  public static <T> CompletableFuture<T> completable(ListenableFuture<T> answer) {
    CompletableFuture<T> completable = new CompletableFuture<>();
    completable.whenComplete(
        (value, error) -> {
          if (completable.isCancelled()) {
            answer.cancel(true);
          }
        });
    Futures.addCallback(
        answer,
        new FutureCallback<T>() {
          @Override
          public void onSuccess(T value) {
            completable.complete(value);
          }

          @Override
          public void onFailure(Throwable error) {
            completable.completeExceptionally(error);
          }
        },
        MoreExecutors.directExecutor());
    return completable;
  }
}
