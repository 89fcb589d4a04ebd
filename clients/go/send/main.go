// SPDX-License-Identifier: Apache-2.0

// Sends an SMS and an email, as an application would.
//
//	go run ./send ADDRESS NUMBER EMAIL
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"
	herald "herald.test/client"
	"herald.test/client/heraldv1"
)

const tries = 3

var (
	errDropped      = errors.New("dropped")
	errPossiblySent = errors.New("may have been sent")
	errNotDelivered = fmt.Errorf("not delivered in %d tries", tries)
)

func deliver(ctx context.Context, client heraldv1.NotificationServiceClient, name string, notification *heraldv1.Notification) error {
	// The same id in every try: what was delivered is never sent twice.
	request := &heraldv1.DeliverNotificationRequest{Notification: notification, RequestId: rand.Text()}
	for left := tries - 1; left >= 0; left-- {
		answer, err := call(ctx, client, request)
		var wait time.Duration
		switch {
		case err != nil:
			var overloaded bool
			if wait, overloaded = retryDelay(err); !overloaded || left == 0 {
				return err
			}
		case answer.GetOutcome() == heraldv1.Outcome_OUTCOME_DELIVERED:
			fmt.Printf("%s: delivered by %s\n", name, answer.GetProvider())
			return nil
		case answer.GetOutcome() != heraldv1.Outcome_OUTCOME_RETRY:
			return fmt.Errorf("%w, %s: %s", errDropped, answer.GetReasonCode(), answer.GetReason())
		case answer.GetPossiblySent():
			return fmt.Errorf("%w, %s", errPossiblySent, answer.GetReasonCode())
		case left > 0:
			// A real application would rather put a long wait into its queue.
			wait = answer.GetRetryAfter().AsDuration()
			fmt.Printf("%s: again in %g s, %s\n", name, wait.Seconds(), answer.GetReasonCode())
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return errNotDelivered
}

func call(ctx context.Context, client heraldv1.NotificationServiceClient, request *heraldv1.DeliverNotificationRequest) (*heraldv1.DeliverNotificationResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return client.DeliverNotification(ctx, request)
}

// retryDelay tells how long an overloaded server asks to wait.
func retryDelay(err error) (time.Duration, bool) {
	var failure interface{ GRPCStatus() *status.Status }
	if errors.As(err, &failure) {
		for _, detail := range failure.GRPCStatus().Details() {
			if info, ok := detail.(*errdetails.RetryInfo); ok {
				return info.GetRetryDelay().AsDuration(), true
			}
		}
	}
	return 0, false
}

func main() {
	connection, err := herald.Connect(os.Args[1], herald.Options{Plaintext: true})
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	client := heraldv1.NewNotificationServiceClient(connection)

	sms := &heraldv1.PhoneNotification{Recipient: os.Args[2], AsText: "Your code is 123456", Code: "123456"}
	hello := &heraldv1.EmailNotification{To: os.Args[3], Subject: "Welcome", Text: "Good to see you."}
	failed := errors.Join(
		report("sms", deliver(context.Background(), client, "sms", &heraldv1.Notification{
			Content: &heraldv1.Notification_Phone{Phone: sms}})),
		report("email", deliver(context.Background(), client, "email", &heraldv1.Notification{
			Content: &heraldv1.Notification_Email{Email: hello}})),
	)
	if failed != nil {
		os.Exit(1)
	}
}

func report(name string, err error) error {
	if err != nil {
		fmt.Printf("%s: %v\n", name, err)
	}
	return err
}
