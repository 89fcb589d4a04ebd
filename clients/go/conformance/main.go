// SPDX-License-Identifier: Apache-2.0

// Runs the conformance scenarios with the Go client.
//
//	go run ./conformance ADDRESS SCENARIOS
//
// With HERALD_CA, HERALD_TOKEN and HERALD_TIMEOUT, which is in seconds, it
// connects by TLS; in plaintext else.
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sort"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	herald "herald.test/client"
	"herald.test/client/heraldv1"
)

type scenario struct {
	Name  string `json:"name"`
	Calls []call `json:"calls"`
}

type call struct {
	Method        string            `json:"method"`
	Request       map[string]any    `json:"request"`
	Fill          []fill            `json:"fill"`
	Metadata      map[string]string `json:"metadata"`
	TimeoutMs     *int              `json:"timeout_ms"`
	CancelAfterMs int               `json:"cancel_after_ms"`
	AtOnce        int               `json:"at_once"`
	LookAt        []string          `json:"look_at"`
	Expect        string            `json:"expect"`
}

type fill struct {
	Path  string `json:"path"`
	Text  string `json:"text"`
	Times int    `json:"times"`
}

// A method of the stub, for a request in JSON.
type method func(ctx context.Context, request []byte) (proto.Message, error)

func unary[Request any, Answer proto.Message](
	stub func(context.Context, *Request, ...grpc.CallOption) (Answer, error),
) method {
	return func(ctx context.Context, text []byte) (proto.Message, error) {
		request := new(Request)
		if err := protojson.Unmarshal(text, any(request).(proto.Message)); err != nil {
			log.Fatal(err)
		}
		return stub(ctx, request)
	}
}

func methods(connection *grpc.ClientConn) map[string]method {
	client := heraldv1.NewNotificationServiceClient(connection)
	sandbox := heraldv1.NewSandboxServiceClient(connection)
	return map[string]method{
		"":                         unary(client.DeliverNotification),
		"RenderNotification":       unary(client.RenderNotification),
		"ExplainDelivery":          unary(client.ExplainDelivery),
		"ListSandboxNotifications": unary(sandbox.ListSandboxNotifications),
	}
}

// request is the call's, with its long texts filled in.
func (c call) request() []byte {
	for _, fill := range c.Fill {
		place := c.Request
		path := strings.Split(fill.Path, ".")
		for _, name := range path[:len(path)-1] {
			place = place[name].(map[string]any)
		}
		place[path[len(path)-1]] = strings.Repeat(fill.Text, fill.Times)
	}
	text, err := json.Marshal(c.Request)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

func (c call) make(method method, request []byte) string {
	timeout := 10 * time.Second
	if c.TimeoutMs != nil {
		timeout = time.Duration(*c.TimeoutMs) * time.Millisecond
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if timeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	if c.CancelAfterMs > 0 {
		time.AfterFunc(time.Duration(c.CancelAfterMs)*time.Millisecond, cancel)
	}
	ctx = metadata.NewOutgoingContext(ctx, metadata.New(c.Metadata))
	answer, err := method(ctx, request)
	if err != nil {
		return errorLine(err)
	}
	return answerLine(answer, c.LookAt)
}

// observe is one line for all calls that are made at once.
func (c call) observe(method method) string {
	request := c.request()
	if c.AtOnce == 0 {
		return c.make(method, request)
	}
	lines := make(chan string)
	for range c.AtOnce {
		go func() { lines <- c.make(method, request) }()
	}
	counts := map[string]int{}
	for range c.AtOnce {
		counts[<-lines]++
	}
	var told []string
	for line := range counts {
		told = append(told, line)
	}
	sort.Strings(told)
	for i, line := range told {
		told[i] = fmt.Sprintf("%d x %s", counts[line], line)
	}
	return strings.Join(told, "; ")
}

func options() herald.Options {
	file, secure := os.LookupEnv("HERALD_CA")
	if !secure {
		return herald.Options{Plaintext: true}
	}
	authorities, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authorities)
	timeout, err := time.ParseDuration(os.Getenv("HERALD_TIMEOUT") + "s")
	if err != nil {
		log.Fatal(err)
	}
	return herald.Options{RootCAs: roots, Token: os.Getenv("HERALD_TOKEN"), Timeout: timeout}
}

func main() {
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	var file struct {
		Scenarios []scenario `json:"scenarios"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		log.Fatal(err)
	}
	connection, err := herald.Connect(os.Args[1], options())
	if err != nil {
		log.Fatal(err)
	}
	known := methods(connection)
	failed := 0
	fmt.Print("| Scenario | Observed | Verdict |\n|---|---|---|\n")
	for _, scenario := range file.Scenarios {
		for _, call := range scenario.Calls {
			line, verdict := call.observe(known[call.Method]), "ok"
			if line != call.Expect {
				verdict = "FAIL"
				failed++
			}
			fmt.Printf("| %s | %s | %s |\n", scenario.Name, line, verdict)
		}
	}
	fmt.Printf("\n%d scenarios, %d calls failed\n", len(file.Scenarios), failed)
	if failed > 0 {
		os.Exit(1)
	}
}
