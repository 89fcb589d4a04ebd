// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"log"
	"sort"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

func answerLine(answer proto.Message, paths []string) string {
	text, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(answer)
	if err != nil {
		log.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		log.Fatal(err)
	}
	words := []string{"OK"}
	for _, path := range paths {
		words = append(words, path+"="+look(tree, path))
	}
	return strings.Join(words, " ")
}

func errorLine(err error) string {
	failure := status.Convert(err)
	words := []string{code.Code_name[int32(failure.Code())]}
	for _, detail := range failure.Details() {
		switch detail := detail.(type) {
		case *errdetails.BadRequest:
			var fields []string
			for _, violation := range detail.GetFieldViolations() {
				fields = append(fields, violation.GetField())
			}
			sort.Strings(fields)
			words = append(words, "violations="+strings.Join(fields, ","))
		case *errdetails.RetryInfo:
			text, _ := protojson.Marshal(detail.GetRetryDelay())
			words = append(words, "retry_delay="+strings.Trim(string(text), `"`))
		}
	}
	return strings.Join(words, " ")
}

func look(tree any, path string) string {
	for _, name := range strings.Split(path, ".") {
		switch place := tree.(type) {
		case []any:
			tree = nil
			if index, err := strconv.Atoi(name); err == nil && index < len(place) {
				tree = place[index]
			}
		case map[string]any:
			tree = place[name]
		default:
			return "-"
		}
	}
	switch value := tree.(type) {
	case nil:
		return "-"
	case []any:
		return strconv.Itoa(len(value))
	case map[string]any:
		return "set"
	default:
		return fmt.Sprint(value)
	}
}
