// SPDX-License-Identifier: Apache-2.0
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.herald.client.Answers;
import io.herald.client.HeraldChannel;
import io.herald.v1.NotificationServiceGrpc;
import io.herald.v1.SandboxServiceGrpc;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the conformance scenarios with the client for Java: {@code Conformance ADDRESS SCENARIOS}.
 *
 * <p>With HERALD_CA, HERALD_TOKEN and HERALD_TIMEOUT, which is in seconds, it connects by TLS; in
 * plaintext else.
 */
final class Conformance {
  private final ManagedChannel channel;

  private Conformance(ManagedChannel channel) {
    this.channel = channel;
  }

  /** One line for all calls that are made at once. */
  private String observe(JsonObject call) throws Exception {
    MethodDescriptor<Message, Message> method = method(call);
    Message request = request(call, method);
    int count = call.has("at_once") ? call.get("at_once").getAsInt() : 1;
    List<CompletableFuture<String>> lines = new ArrayList<>();
    for (int i = 0; i < count; ++i) {
      lines.add(make(call, method, request));
    }
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (CompletableFuture<String> line : lines) {
      counts.merge(line.get(), 1, Integer::sum);
    }
    return call.has("at_once")
        ? counts.entrySet().stream()
            .map(entry -> entry.getValue() + " x " + entry.getKey())
            .collect(Collectors.joining("; "))
        : counts.firstKey();
  }

  @SuppressWarnings("unchecked")
  private static MethodDescriptor<Message, Message> method(JsonObject call) {
    String name = call.has("method") ? call.get("method").getAsString() : "DeliverNotification";
    return (MethodDescriptor<Message, Message>)
        Stream.of(NotificationServiceGrpc.getServiceDescriptor(), SandboxServiceGrpc.getServiceDescriptor())
            .flatMap(service -> service.getMethods().stream())
            .filter(method -> method.getBareMethodName().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private static Message request(JsonObject call, MethodDescriptor<Message, Message> method)
      throws Exception {
    JsonObject request = call.getAsJsonObject("request");
    if (call.has("fill")) {
      for (JsonElement fill : call.getAsJsonArray("fill")) {
        List<String> path = List.of(fill.getAsJsonObject().get("path").getAsString().split("\\."));
        JsonObject place = request;
        for (String name : path.subList(0, path.size() - 1)) {
          place = place.getAsJsonObject(name);
        }
        String text = fill.getAsJsonObject().get("text").getAsString();
        int times = fill.getAsJsonObject().get("times").getAsInt();
        place.addProperty(path.get(path.size() - 1), text.repeat(times));
      }
    }
    Message.Builder builder =
        ((MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller())
            .getMessagePrototype()
            .newBuilderForType();
    JsonFormat.parser().merge(request.toString(), builder);
    return builder.build();
  }

  private CompletableFuture<String> make(
      JsonObject call, MethodDescriptor<Message, Message> method, Message request) {
    Metadata headers = new Metadata();
    if (call.has("metadata")) {
      call.getAsJsonObject("metadata")
          .entrySet()
          .forEach(
              entry ->
                  headers.put(
                      Metadata.Key.of(entry.getKey(), Metadata.ASCII_STRING_MARSHALLER),
                      entry.getValue().getAsString()));
    }
    Channel with = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    long timeout = call.has("timeout_ms") ? call.get("timeout_ms").getAsLong() : 10_000;
    CallOptions options =
        timeout == 0
            ? CallOptions.DEFAULT
            : CallOptions.DEFAULT.withDeadlineAfter(timeout, TimeUnit.MILLISECONDS);
    CompletableFuture<Message> answer =
        Answers.completable(ClientCalls.futureUnaryCall(with.newCall(method, options), request));
    if (call.has("cancel_after_ms")) {
      CompletableFuture.delayedExecutor(call.get("cancel_after_ms").getAsLong(), TimeUnit.MILLISECONDS)
          .execute(() -> answer.cancel(true));
    }
    return answer.handle(
        (message, error) -> error == null ? Line.of(message, call) : Line.of(error));
  }

  private static ManagedChannel connect(String address) throws IOException {
    String authorities = System.getenv("HERALD_CA");
    if (authorities == null) {
      return HeraldChannel.to(address).plaintext().build();
    }
    return HeraldChannel.to(address)
        .rootCertificates(new File(authorities))
        .token(System.getenv("HERALD_TOKEN"))
        .timeout(Duration.ofSeconds(Long.parseLong(System.getenv("HERALD_TIMEOUT"))))
        .build();
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    JsonObject file = JsonParser.parseString(Files.readString(Path.of(arguments[1]))).getAsJsonObject();
    out.print("| Scenario | Observed | Verdict |\n|---|---|---|\n");
    int failed = 0;
    Conformance conformance = new Conformance(connect(arguments[0]));
    for (JsonElement element : file.getAsJsonArray("scenarios")) {
      JsonObject scenario = element.getAsJsonObject();
      for (JsonElement call : scenario.getAsJsonArray("calls")) {
        String line = conformance.observe(call.getAsJsonObject());
        boolean isRight = line.equals(call.getAsJsonObject().get("expect").getAsString());
        failed += isRight ? 0 : 1;
        String name = scenario.get("name").getAsString();
        out.print("| " + name + " | " + line + " | " + (isRight ? "ok" : "FAIL") + " |\n");
      }
    }
    conformance.channel.shutdown();
    out.print("\n" + file.getAsJsonArray("scenarios").size() + " scenarios, " + failed + " calls failed\n");
    System.exit(failed == 0 ? 0 : 1);
  }
}
