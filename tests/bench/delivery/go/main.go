// SPDX-License-Identifier: Apache-2.0

// Serves the contract as a Go engineer would write it for one provider: an
// HTTP API that takes JSON. Without Herald's routes, limits, metrics and log.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	pb "herald.test/bench/herald/v1"
)

const maxBody = 64 << 10

type message struct {
	To   string `json:"to"`
	Text string `json:"text"`
}

type answer struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

type service struct {
	pb.UnimplementedNotificationServiceServer
	client *http.Client
	url    string
}

func (s *service) DeliverNotification(ctx context.Context, request *pb.DeliverNotificationRequest) (*pb.DeliverNotificationResponse, error) {
	phone := request.GetNotification().GetPhone()
	if phone.GetRecipient() == "" || phone.GetAsText() == "" {
		return nil, status.Error(codes.InvalidArgument, "notification.phone: recipient and as_text are required")
	}
	began := time.Now()
	attempt := s.try(ctx, phone)
	attempt.Provider = "upstream"
	attempt.StartTime = timestamppb.New(began)
	attempt.Duration = durationpb.New(time.Since(began))
	return &pb.DeliverNotificationResponse{
		Outcome:           attempt.Outcome,
		Scope:             attempt.Scope,
		Reason:            attempt.Reason,
		ReasonCode:        attempt.ReasonCode,
		Provider:          attempt.Provider,
		ProviderMessageId: attempt.ProviderMessageId,
		PossiblySent:      attempt.PossiblySent,
		Attempts:          []*pb.Attempt{attempt},
	}, nil
}

func (s *service) try(ctx context.Context, phone *pb.PhoneNotification) *pb.Attempt {
	body, err := json.Marshal(message{To: phone.GetRecipient(), Text: phone.GetAsText()})
	if err != nil {
		return failed(err, false)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		return failed(err, false)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return failed(err, true)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return failed(err, true)
	}
	var told answer
	if err := json.Unmarshal(content, &told); err != nil {
		return failed(err, true)
	}
	if response.StatusCode != http.StatusOK || told.Status != "accepted" {
		return &pb.Attempt{
			Outcome:    pb.Outcome_OUTCOME_RETRY,
			Scope:      pb.Scope_SCOPE_PROVIDER,
			Reason:     fmt.Sprintf("HTTP status %d", response.StatusCode),
			ReasonCode: fmt.Sprintf("HTTP_%d", response.StatusCode),
		}
	}
	return &pb.Attempt{Outcome: pb.Outcome_OUTCOME_DELIVERED, ProviderMessageId: told.ID}
}

func failed(err error, possiblySent bool) *pb.Attempt {
	return &pb.Attempt{
		Outcome:      pb.Outcome_OUTCOME_RETRY,
		Scope:        pb.Scope_SCOPE_TRANSPORT,
		Reason:       err.Error(),
		ReasonCode:   "TRANSPORT",
		PossiblySent: possiblySent,
	}
}

func client(ca string, connections int) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns = connections
	transport.MaxIdleConnsPerHost = connections
	transport.ForceAttemptHTTP2 = false
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
		transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	}
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}, nil
}

func main() {
	port := flag.Int("port", 0, "port to serve on")
	url := flag.String("url", "", "the upstream")
	ca := flag.String("ca", "", "file of the authority that the upstream's certificate is from")
	connections := flag.Int("connections", 20000, "idle connections to keep")
	flag.Parse()
	httpClient, err := client(*ca, *connections)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	pb.RegisterNotificationServiceServer(server, &service{client: httpClient, url: *url})
	log.Fatal(server.Serve(listener))
}
