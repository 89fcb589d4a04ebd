// SPDX-License-Identifier: Apache-2.0

// Package herald opens connections to Herald, for the clients of package
// heraldv1.
package herald

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

// Options says how to connect. Its zero value speaks TLS and trusts the
// system's authorities.
type Options struct {
	// Plaintext is for a server on a network that is trusted.
	Plaintext bool

	// RootCAs are the authorities that are trusted instead of the system's.
	RootCAs *x509.CertPool

	// Token is carried by every call as `authorization: Bearer`. It needs TLS.
	Token string

	// Timeout is the longest that a call takes, tries again included; the deadline
	// of a call's context can only be sooner. Default 30 s, at most an hour.
	Timeout time.Duration
}

// What fails with UNAVAILABLE before anything was answered is tried up to twice
// again.
const serviceConfig = `{"methodConfig": [{
  "name": [{}],
  "timeout": "%.3fs",
  "retryPolicy": {
    "maxAttempts": 3,
    "initialBackoff": "0.1s",
    "maxBackoff": "1s",
    "backoffMultiplier": 2,
    "retryableStatusCodes": ["UNAVAILABLE"]
  }
}]}`

// A preview of the largest email is larger than gRPC's default of 4 MiB.
const maxAnswerBytes = 8 << 20

// Connect makes a connection to target, `host:port` or any other gRPC name. The
// first call dials. More dial options come after Herald's own.
func Connect(target string, options Options, more ...grpc.DialOption) (*grpc.ClientConn, error) {
	timeout := options.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	if timeout < time.Millisecond || timeout > time.Hour {
		return nil, fmt.Errorf("herald: Timeout is %v; it must be 1ms to 1h", timeout)
	}
	secure, err := dialCredentials(options)
	if err != nil {
		return nil, err
	}
	dial := []grpc.DialOption{
		grpc.WithDefaultServiceConfig(fmt.Sprintf(serviceConfig, timeout.Seconds())),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxAnswerBytes)),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 20 * time.Second, Timeout: 10 * time.Second}),
	}
	return grpc.NewClient(target, append(append(dial, secure...), more...)...)
}

func dialCredentials(options Options) ([]grpc.DialOption, error) {
	if options.Plaintext {
		if options.Token != "" || options.RootCAs != nil {
			return nil, errors.New("herald: Token and RootCAs need TLS, not Plaintext")
		}
		return []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}, nil
	}
	secure := credentials.NewTLS(&tls.Config{RootCAs: options.RootCAs, MinVersion: tls.VersionTLS12})
	dial := []grpc.DialOption{grpc.WithTransportCredentials(secure)}
	if options.Token != "" {
		dial = append(dial, grpc.WithPerRPCCredentials(bearer(options.Token)))
	}
	return dial, nil
}

type bearer string

func (token bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + string(token)}, nil
}

func (bearer) RequireTransportSecurity() bool { return true }
