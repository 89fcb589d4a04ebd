// SPDX-License-Identifier: Apache-2.0

// What the example handler does, behind HTTP instead of gRPC: forwards text
// messages to an HTTP API and passes its answer on: `relay PORT URL`.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
)

type message struct {
	To   string `json:"to"`
	Text string `json:"text"`
}

func forward(w http.ResponseWriter, r *http.Request) {
	var asked message
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	body, _ := json.Marshal(asked)
	post, err := http.NewRequestWithContext(r.Context(), "POST", os.Args[2], bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	answer, err := http.DefaultClient.Do(post)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.StatusCode)
	io.Copy(w, answer.Body)
}

func main() {
	// Connections to the API are kept for the next calls; otherwise two are.
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 100
	panic(http.ListenAndServe("127.0.0.1:"+os.Args[1], http.HandlerFunc(forward)))
}
