// SPDX-License-Identifier: Apache-2.0
package example;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.stub.StreamObserver;
import io.herald.v1.*;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A handler that forwards text messages to an HTTP API: {@code Handler PORT}. */
public final class Handler extends NotificationHandlerServiceGrpc.NotificationHandlerServiceImplBase {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public void handleNotification(
      HandleNotificationRequest request, StreamObserver<HandleNotificationResponse> answer) {
    PhoneNotification phone = request.getNotification().getPhone();
    JsonObject body = new JsonObject();
    body.addProperty("to", phone.getRecipient());
    body.addProperty("text", phone.getAsText());
    String url = request.getConfiguration().getFieldsOrThrow("url").getStringValue();
    HttpRequest post = HttpRequest.newBuilder(java.net.URI.create(url))
        .header("Authorization", "Bearer " + request.getSecretsOrThrow("API_KEY"))
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
    client.sendAsync(post, HttpResponse.BodyHandlers.ofString())
        .handle((response, error) -> error == null ? verdict(response) : failed(error.getCause()))
        .exceptionally(error -> retry("the API's answer cannot be read", true))
        .thenAccept(verdict -> { answer.onNext(verdict); answer.onCompleted(); });
  }

  private static HandleNotificationResponse verdict(HttpResponse<String> response) {
    String reason = "HTTP status " + response.statusCode();
    if (response.statusCode() == 429 || response.statusCode() >= 500) return retry(reason, false);
    HandleNotificationResponse.Builder verdict = HandleNotificationResponse.newBuilder();
    if (response.statusCode() >= 300) return verdict.setDrop(DropVerdict.newBuilder().setReason(reason)).build();
    String id = JsonParser.parseString(response.body()).getAsJsonObject().get("id").getAsString();
    return verdict.setDelivered(DeliveredVerdict.newBuilder().setProviderMessageId(id)).build();
  }

  private static HandleNotificationResponse failed(Throwable cause) {
    return retry("the API did not answer", !(cause instanceof ConnectException));
  }

  private static HandleNotificationResponse retry(String reason, boolean possiblySent) {
    return HandleNotificationResponse.newBuilder()
        .setRetry(RetryVerdict.newBuilder().setReason(reason).setPossiblySent(possiblySent)).build();
  }

  public static void main(String[] arguments) throws Exception {
    Grpc.newServerBuilderForPort(Integer.parseInt(arguments[0]), InsecureServerCredentials.create())
        .addService(new Handler()).build().start().awaitTermination();
  }
}
