// SPDX-License-Identifier: Apache-2.0
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** What is written down of a call. */
final class Line {
  private Line() {}

  static String of(Message answer, JsonObject call) {
    JsonElement tree;
    try {
      tree = JsonParser.parseString(JsonFormat.printer().preservingProtoFieldNames().print(answer));
    } catch (InvalidProtocolBufferException error) {
      throw new IllegalStateException(error);
    }
    StringBuilder line = new StringBuilder("OK");
    if (call.has("look_at")) {
      for (JsonElement path : call.getAsJsonArray("look_at")) {
        line.append(' ').append(path.getAsString()).append('=').append(look(tree, path.getAsString()));
      }
    }
    return line.toString();
  }

  static String of(Throwable error) {
    if (error instanceof CancellationException) {
      return "CANCELLED";
    }
    Status status = StatusProto.fromThrowable(error);
    StringBuilder line = new StringBuilder(Code.forNumber(status.getCode()).name());
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(BadRequest.class)) {
          line.append(" violations=")
              .append(
                  detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                      .map(BadRequest.FieldViolation::getField)
                      .sorted()
                      .collect(Collectors.joining(",")));
        } else if (detail.is(RetryInfo.class)) {
          line.append(" retry_delay=")
              .append(Durations.toString(detail.unpack(RetryInfo.class).getRetryDelay()));
        }
      }
    } catch (InvalidProtocolBufferException malformed) {
      line.append(" malformed details");
    }
    return line.toString();
  }

  private static String look(JsonElement tree, String path) {
    for (String name : path.split("\\.")) {
      if (tree instanceof JsonArray) {
        JsonArray array = tree.getAsJsonArray();
        tree = Integer.parseInt(name) < array.size() ? array.get(Integer.parseInt(name)) : null;
      } else {
        tree = tree instanceof JsonObject ? tree.getAsJsonObject().get(name) : null;
      }
    }
    if (tree == null || tree.isJsonNull()) {
      return "-";
    }
    if (tree.isJsonArray()) {
      return String.valueOf(tree.getAsJsonArray().size());
    }
    return tree.isJsonObject() ? "set" : tree.getAsString();
  }
}
