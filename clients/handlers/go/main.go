// SPDX-License-Identifier: Apache-2.0

// A handler that forwards text messages to an HTTP API: `main unix:PATH`.
package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"strings"

	"google.golang.org/grpc"
	pb "herald.test/handler/herald/v1"
)

type handler struct {
	pb.UnimplementedNotificationHandlerServiceServer
}

func retry(reason string, possiblySent bool) *pb.HandleNotificationResponse {
	return &pb.HandleNotificationResponse{Verdict: &pb.HandleNotificationResponse_Retry{Retry: &pb.RetryVerdict{Reason: reason, PossiblySent: possiblySent}}}
}

func (handler) HandleNotification(ctx context.Context, request *pb.HandleNotificationRequest) (*pb.HandleNotificationResponse, error) {
	phone := request.GetNotification().GetPhone()
	body, _ := json.Marshal(map[string]string{"to": phone.GetRecipient(), "text": phone.GetAsText()})
	post, err := http.NewRequestWithContext(ctx, "POST", request.GetConfiguration().GetFields()["url"].GetStringValue(), strings.NewReader(string(body)))
	if err != nil {
		return nil, err // The configuration has no url.
	}
	post.Header.Set("Authorization", "Bearer "+request.GetSecrets()["API_KEY"])
	answer, err := http.DefaultClient.Do(post)
	if err != nil { // A refused connection has sent nothing.
		return retry("the API did not answer", !strings.Contains(err.Error(), "connect:")), nil
	}
	defer answer.Body.Close()
	var accepted struct{ ID string }
	_ = json.NewDecoder(answer.Body).Decode(&accepted)
	said := &pb.HandleNotificationResponse{Verdict: &pb.HandleNotificationResponse_Delivered{Delivered: &pb.DeliveredVerdict{ProviderMessageId: accepted.ID}}}
	if answer.StatusCode == 429 || answer.StatusCode >= 500 {
		said = retry(answer.Status, false)
	} else if answer.StatusCode >= 300 {
		said.Verdict = &pb.HandleNotificationResponse_Drop{Drop: &pb.DropVerdict{Reason: answer.Status}}
	}
	return said, nil
}

func main() {
	listener, err := net.Listen("unix", strings.TrimPrefix(os.Args[1], "unix:"))
	if err != nil {
		panic(err)
	}
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 100 // Otherwise two are kept for the next calls.
	server := grpc.NewServer()
	pb.RegisterNotificationHandlerServiceServer(server, handler{})
	panic(server.Serve(listener))
}
