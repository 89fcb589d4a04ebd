// SPDX-License-Identifier: Apache-2.0

package herald

import (
	"crypto/x509"
	"testing"
	"time"
)

func TestConnectRefusesWhatCannotBeMeant(t *testing.T) {
	for name, options := range map[string]Options{
		"a token in plaintext":     {Plaintext: true, Token: "a token"},
		"authorities in plaintext": {Plaintext: true, RootCAs: x509.NewCertPool()},
		"a negative timeout":       {Timeout: -time.Second},
		"a timeout of two hours":   {Timeout: 2 * time.Hour},
	} {
		if _, err := Connect("localhost:50051", options); err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
}

func TestConnectTakesAnHour(t *testing.T) {
	connection, err := Connect("localhost:50051", Options{Plaintext: true, Timeout: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	connection.Close()
}
